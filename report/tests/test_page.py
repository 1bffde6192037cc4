"""The page gives the same results as the command, on a phone and with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from report.choose.__main__ import read
from report.choose.page import PAGES, page
from report.choose.questions import NEEDS, Answers
from report.choose.record import record
from report.choose.texts import texts
from report.choose.weighing import SHOWN, weighed
from report.rows.row import Row, Rows
from report.tests.test_weighing import ASKED, EXPECTED, TEAMS

SIZES = {
    "phone": {"width": 390, "height": 844},
    "small phone": {"width": 360, "height": 740},
    "desktop": {"width": 1280, "height": 900},
}
Open = Callable[..., Page]
HEARD = [*((team, "en") for team in EXPECTED), ("flask_api", "ko"), ("flask_admin", "ko")]


@pytest.fixture
def opened(chromium: Browser, rows: Rows, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of some rows with some answers; any console output is an error."""
    messages: list[str] = []

    def open_one(
        responses: Answers, rows: Rows = rows, language: str = "en", **options: Any
    ) -> Page:
        file = tmp_path / PAGES[language].name
        file.write_text(page(rows, language), encoding="utf-8")
        shown = chromium.new_page(**options)
        shown.on("console", lambda message: messages.append(message.text))
        shown.on("pageerror", lambda error: messages.append(str(error)))
        shown.on(
            "request",
            lambda request: messages.append(request.url) if "http" in request.url else None,
        )
        listed = {name: ",".join(one) if name == NEEDS else one for name, one in responses.items()}
        shown.goto(f"{file.as_uri()}#{urlencode(listed)}")
        return shown

    yield open_one
    assert messages == []


@pytest.mark.parametrize("language", PAGES)
def test_the_page_in_the_repository_is_the_one_that_its_sources_make(rows: Rows, language: str):
    assert PAGES[language].read_text(encoding="utf-8") == page(rows, language)


@pytest.mark.parametrize(("team", "language"), HEARD)
def test_the_page_says_what_the_command_says(opened: Open, rows: Rows, team: str, language: str):
    """Every line of the decision record, in its order."""
    responses, phrases = read(TEAMS / f"{team}.toml"), texts(language)
    found, shown = weighed(responses, ASKED, rows), opened(responses, language=language)
    written = record(responses, ASKED, found, rows, phrases).replace("`", "").splitlines()
    assert shown.inner_text("#recommended") == phrases.side(found.recommended)
    assert shown.inner_text("#close") == written[2]
    shown.emulate_media(media="print")
    said = [
        text
        for part in ("deciding", "against", "turning", "answers")
        for text in shown.locator(f"#{part} li").all_inner_texts()
    ]
    assert said == [line.removeprefix("- ") for line in written if line.startswith("- ")]
    assert len(shown.locator("#deciding li").all()) <= SHOWN + 1


def test_rows_turned_round_show_in_the_page(opened: Open, rows: Rows):
    turned = Rows({name: row.reversed() for name, row in rows.rows.items()})
    assert opened(read(TEAMS / "regulated.toml"), turned).inner_text("#recommended") == "Flask"


def test_one_measured_figure_shows_in_the_page(opened: Open, rows: Rows):
    row: Row = replace(rows["own lines, Admin"], values={"flask": 12, "django": 987})
    shown = opened({NEEDS: ["admin"]}, rows.changed(row))
    assert "own lines, Admin: Flask 12, Django 987 lines" in shown.inner_text(
        "#against"
    ) + shown.inner_text("#deciding")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_open_to_everybody(opened: Open, language: str, size: str, scheme: str):
    answers, window = read(TEAMS / "content_site.toml"), SIZES[size]
    shown = opened(answers, language=language, viewport=window, color_scheme=scheme)
    shown.locator("summary").first.click()
    found = Axe().run(shown).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("language", "other"), [("en", "ko"), ("ko", "en")])
def test_a_page_links_to_the_other_language_with_the_same_answers(
    opened: Open, rows: Rows, tmp_path: Path, language: str, other: str
):
    (tmp_path / PAGES[other].name).write_text(page(rows, other), encoding="utf-8")
    shown = opened(read(TEAMS / "flask_api.toml"), language=language)
    before = shown.evaluate("location.hash")
    shown.click(f"a[lang={other}]")
    shown.wait_for_url(f"**/{PAGES[other].name}#*")
    assert shown.evaluate("[document.documentElement.lang, location.hash]") == [other, before]


def test_the_keyboard_suffices(opened: Open):
    shown = opened({})
    shown.keyboard.press("Tab")  # the other language
    shown.keyboard.press("Tab")
    shown.keyboard.press("Space")
    assert "needs=pages" in shown.evaluate("location.hash")
    for _ in range(len(ASKED.features) + 1):
        shown.keyboard.press("Tab")
    shown.keyboard.press("ArrowDown")
    assert "knowledge=flask" in shown.evaluate("location.hash")
    assert shown.inner_text("#recommended") == "Either"


def test_a_tick_can_be_taken_back(opened: Open):
    shown = opened({NEEDS: ["admin", "api"]})
    shown.locator("input[value=admin]").uncheck()
    assert shown.evaluate("location.hash") == "#needs=api"


def test_an_address_with_an_unknown_answer_is_read_without_it(opened: Open):
    shown = opened({NEEDS: ["api", "cats"], "load": "cats", "rules": "audits"})
    assert "needs=api&rules=audits" in shown.evaluate("location.hash")


def test_a_weight_can_be_changed(opened: Open):
    shown = opened({NEEDS: ["api"], "load": "people", "rules": "audits"})
    before = shown.inner_text("#close")
    shown.locator("summary").last.click()
    for box in shown.locator("fieldset").last.locator("input[type=number]").all()[:2]:
        box.fill("0")
    assert shown.inner_text("#close") != before


def test_what_is_printed_is_one_page_with_the_answers(opened: Open, tmp_path: Path):
    shown = opened(read(TEAMS / "regulated.toml"))
    shown.emulate_media(media="print")
    assert shown.is_visible("#said")
    assert not shown.is_visible("form")
    assert shown.pdf(format="A4").count(b"/Type /Page\n") == 1
