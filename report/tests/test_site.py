"""The site: no broken link, no external resource, usable with the keyboard, on a phone and in dark
mode."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize

from report.site import documents
from report.site.sides import pages as sides
from shared_tests.chromium.accessibility import violations

WIDTHS = (390, 1280)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
LOADED = "//link[not(@rel='canonical')]/@href | //script/@src | //img/@src | //source/@srcset"
WIDE = """() => [...document.querySelectorAll("table, pre, .code")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the first of xdist's workers, whose folders have one parent."""
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder: Path = (base.parent if parallel else base) / "site"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            command = [sys.executable, "-m", "report.site", f"--output={folder}"]
            subprocess.run(command, check=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def read(site: Path) -> dict[Path, HtmlElement]:
    return {
        file: document_fromstring(file.read_bytes())
        for file in site.rglob("*.html")
        if "_static" not in file.parts
    }


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


def test_every_link_leads_to_something(read: dict[Path, HtmlElement]):
    ids = {file: {*root.xpath("//@id"), *root.xpath("//a/@name")} for file, root in read.items()}
    lost = []
    for file, root in read.items():
        for link in root.xpath("//a/@href"):
            path, fragment = urldefrag(link)
            if ":" in path:
                continue
            target = (file.parent / unquote(path)).resolve() if path else file
            known = ids.get(target, {unquote(fragment)})
            if not target.exists() or (fragment and unquote(fragment) not in known):
                lost.append(f"{file.name}: {link}")
    assert lost == []


def test_each_language_says_which_it_is(read: dict[Path, HtmlElement], site: Path):
    pages = ("index", "ko", "docs/choose", "docs/choose.ko")
    spoken = [read[site / f"{name}.html"].get("lang") for name in pages]
    assert spoken == ["en", "ko", "en", "ko"]


def test_nothing_is_loaded_from_elsewhere(read: dict[Path, HtmlElement]):
    assert [
        (file.name, what)
        for file, root in read.items()
        for what in root.xpath(LOADED)
        if what.startswith(("http:", "https:", "//"))
    ] == []


@pytest.mark.parametrize(("name", "most"), [("index", 2_200), ("run-it-yourself", 500)])
def test_it_is_short(read: dict[Path, HtmlElement], site: Path, name: str, most: int):
    """In words that a reader sees without a click."""
    (article,) = deepcopy(read[site / f"{name}.html"]).xpath("//article")
    for folded in article.xpath(".//details"):
        folded.drop_tree()
    assert len(article.text_content().split()) <= most


@pytest.mark.parametrize("name", ["index", "ko"])
def test_the_answer_stands_on_the_first_screen_and_no_section_is_long(
    page: Page, site: Path, name: str
):
    page.set_viewport_size(DESKTOP)
    page.goto((site / f"{name}.html").as_uri())
    answers = page.locator("article li:has(strong)").all()[:3]
    assert all(box["y"] + box["height"] <= DESKTOP["height"] for box in map(boxed, answers))
    heights = {one.get_attribute("id"): boxed(one)["height"] for one in sections(page)}
    assert {name for name, height in heights.items() if height > 1.5 * DESKTOP["height"]} == set()


def boxed(one: Locator) -> FloatRect:
    box = one.bounding_box()
    assert box
    return box


def sections(page: Page) -> list[Locator]:
    """Those that hold no further ones."""
    found = page.locator("article section section:not(:has(section))").all()
    assert len(found) >= 10
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "ko", "specification", "side-by-side/catalogue"])
def test_it_is_accessible(chromium: Browser, site: Path, name: str, scheme: str):
    with chromium.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto((site / f"{name}.html").as_uri())
        assert violations(page) == set()


@pytest.mark.parametrize("name", [*documents.present().values(), *sorted(sides())])
def test_nothing_is_wider_than_the_window(page: Page, site: Path, name: str):
    page.goto((site / name).with_suffix(".html").as_uri())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WIDE) == []


def test_the_arrow_keys_turn_to_the_next_feature_and_back(page: Page, site: Path):
    page.goto((site / "side-by-side" / "catalogue.html").as_uri())
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/signing-in.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/catalogue.html")


def test_a_name_of_one_side_leads_to_its_counterpart(page: Page, site: Path):
    page.goto((site / "side-by-side" / "catalogue.html").as_uri())
    page.click("#flask-impl-books-search-py + .code a[title^='books_of']")
    target = page.locator("li:target")
    assert "def books_of" in target.inner_text()
    assert (target.get_attribute("id") or "").startswith("django-impl-books-search-py")


def test_the_first_tab_skips_the_menu(page: Page, site: Path):
    page.goto((site / "side-by-side" / "catalogue.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
