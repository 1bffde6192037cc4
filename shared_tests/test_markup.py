"""Every page labels its parts for screen readers and password managers. A page may have more than
is listed here."""

from __future__ import annotations

import pytest

from shared_tests.drivers.pages import missing
from shared_tests.harness.browser import Browser, Response, html

PAGE = [("html", "lang=en"), ("nav", "aria-label=Site")]
MARKS = {
    "/books/?q=moby": [
        *PAGE,
        ("form", "role=search method=get action=/books/"),
        ("input", "type=search maxlength=200"),
        ("nav", "aria-label=Pages"),
    ],
    "/books/?page=2": [
        *PAGE,
        ("form", "role=search method=get action=/books/"),
        ("input", "type=search maxlength=200"),
        ("nav", "aria-label=Pages"),
        ("a", "rel=prev"),
        ("a", "rel=next"),
    ],
    "/login/": [
        *PAGE,
        ("form", "method=post action=/login/"),
        ("input", "autocomplete=username required"),
        ("input", "type=password autocomplete=current-password required"),
    ],
    "/account/": [
        *PAGE,
        ("form", "method=post action=/logout/"),
        ("form", "method=post action=/account/password/"),
        ("input", "type=password autocomplete=current-password required"),
        ("input", "type=password autocomplete=new-password required"),
        ("input", "type=password autocomplete=new-password required"),
    ],
}
ATTRIBUTES = (
    "lang",
    "role",
    "aria-label",
    "rel",
    "type",
    "maxlength",
    "autocomplete",
    "required",
    "method",
    "action",
)


def marked(page: Response) -> list[tuple[str, str]]:
    """The attributes of the elements that matter to programs."""
    elements = []
    for one in html(page).xpath("//body/descendant-or-self::*[not(@type='hidden')] | /html"):
        attributes = {name: one.get(name) for name in ATTRIBUTES if one.get(name) is not None}
        if one.get("name") == "username":
            # One framework limits the length here, the other when it reads the form
            attributes.pop("maxlength", None)
        if attributes.get("type") == "text":
            del attributes["type"]
        if attributes:
            elements.append(
                (
                    one.tag,
                    " ".join(
                        f"{name}={value}".removesuffix("=") for name, value in attributes.items()
                    ),
                )
            )
    return elements


@pytest.mark.parametrize("path", MARKS)
def test_a_page_names_its_parts_for_programs(anonymous: Browser, reader: Browser, path: str):
    page = (reader if path == "/account/" else anonymous).get(path)
    assert missing(marked(page), MARKS[path]) == []


def test_a_page_is_made_for_small_screens_and_dark_rooms(anonymous: Browser):
    head = html(anonymous.get("/books/"))
    metas = {one.get("name"): one.get("content") for one in head.xpath("//meta[@name]")}
    assert metas == {
        "color-scheme": "light dark",
        "viewport": "width=device-width, initial-scale=1",
    }
    assert "/static/bookshelf.css" in head.xpath("//head/link[@rel='stylesheet']/@href")
