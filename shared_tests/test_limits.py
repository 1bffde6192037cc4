"""Each text and number has a last value that fits; the next one is refused wherever it can be
entered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import BOOK, create, patch, send, status
from shared_tests.harness.browser import Browser

LAST = {
    "title": ("title", "x" * 200),
    "title beyond the BMP": ("title", "𝕏" * 200),
    "slug": ("slug", "-_aZ09".ljust(200, "x")),
    "first year": ("year", -3000),
    "last year": ("year", 2100),
    "summary": ("summary", "x" * 2000),
    "summary of lines": ("summary", "x\r\n" * 1000),
}
FIRST = {
    "title": ("title", "x" * 201),
    "slug": ("slug", "x" * 201),
    "first year": ("year", -3001),
    "last year": ("year", 2101),
    "isbn too short": ("isbn", "978014143951"),
    "isbn too long": ("isbn", "97801414395180"),
    "isbn of another width": ("isbn", "978014143951\uff18"),
    "isbn with a letter": ("isbn", "978014143951X"),
    "summary": ("summary", "x" * 2001),
    "summary of lines": ("summary", "x\r\n" * 1000 + "x"),
}
NO_SLUGS = [" ", "a b", "a.b", "a/b", "a%b", "a\u0301", "é", "ａ", "a\n", "a~b", "a:b"]
BLANK = {
    "space": " ",
    "no-break space": "\u00a0",
    "line end": "\r\n",
    "ideographic space": "\u3000",
    "zero-width space": "\u200b",
    "mark of the byte order": "\ufeff",
    "soft hyphen": "\u00ad",
    "control": "\x01",
    "line separator": "\u2028",
    "joiner": "\u034f",
    "Hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "empty Braille": "\u2800",
    "variation selector": "\ufe0f",
    "another variation selector": "\U000e0100",
    "Mongolian variation selector": "\u180b",
    "reserved for the invisible": "\u2065\ufff0\U000e0fff",
    "a mix": " \u200b\u3164\t",
}


@pytest.fixture
def book(new_book) -> dict:
    return new_book()


@pytest.mark.parametrize(("field", "value"), LAST.values(), ids=LAST)
def test_the_last_that_fits_is_stored(
    editor: Browser, admin: AdminDriver, manager: Browser, stored, new_slug, field: str, value: Any
):
    expected = value.replace("\r\n", "\n") if isinstance(value, str) else value
    slug = str(value) if field == "slug" else new_slug()
    fields = BOOK | {"slug": slug, "summary": ""} | {field: value}
    assert create(editor, **fields).status_code == 201
    assert stored(slug)[field] == expected
    admin.delete(manager, slug)
    assert admin.add(editor, **fields).status_code == 302
    assert stored(slug)[field] == expected
    admin.delete(manager, slug)


@pytest.mark.parametrize(("field", "value"), FIRST.values(), ids=FIRST)
def test_the_first_that_does_not_fit_is_refused(
    editor: Browser,
    anonymous: Browser,
    admin: AdminDriver,
    new_slug,
    book: dict,
    field: str,
    value: Any,
):
    slug = str(value) if field == "slug" else new_slug()
    fields = BOOK | {"slug": slug} | {field: value}
    refused = create(editor, **fields)
    assert (status(refused), list(refused.json()["errors"])) == (422, [field])
    assert status(patch(editor, book, **{field: value})) == 422
    assert admin.add(editor, **fields).status_code == 200
    assert (
        admin.save(editor, admin.open_change(editor, book["slug"]), **{field: value}).status_code
        == 200
    )
    assert anonymous.get(f"/api/books/{slug}/").status_code == 404
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("slug", NO_SLUGS, ids=ascii)
def test_a_slug_has_no_other_characters(editor: Browser, book: dict, slug: str):
    assert status(create(editor, slug=slug)) == 422
    assert status(patch(editor, book, slug=slug)) == 422


@pytest.mark.parametrize("half", ["\\ud800", "\\udbff", "\\udc00", "\\udfff"])
@pytest.mark.parametrize("field", ["title", "summary"])
def test_half_a_character_is_refused(editor: Browser, new_slug, field: str, half: str):
    body = json.dumps(BOOK | {"slug": new_slug(), field: "HALF"}).replace("HALF", f"a{half}b")
    assert status(send(editor, body.encode())) == 422


def test_lines_end_with_a_line_feed_whichever_way_they_come(
    editor: Browser, admin: AdminDriver, stored, new_book, manager: Browser, new_slug
):
    book = new_book(title="One\r\ntwo\rthree", summary="\r\none\r\n\rtwo\n\n")
    assert (book["title"], book["summary"]) == ("One\ntwo\nthree", "\none\n\ntwo\n\n")
    assert patch(editor, book, summary="a\r\rb\r\n").json()["summary"] == "a\n\nb\n"
    slug = new_slug()
    assert admin.add(editor, **BOOK, slug=slug, summary="a\rb\r\n\r\nc").status_code == 302
    assert stored(slug)["summary"] == "a\nb\n\nc"
    admin.delete(manager, slug)


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK)
def test_a_title_must_not_be_blank(
    editor: Browser, admin: AdminDriver, new_slug, book: dict, blank: str
):
    assert status(create(editor, slug=new_slug(), title=blank)) == 422
    assert status(patch(editor, book, title=blank)) == 422
    assert admin.add(editor, **BOOK | {"slug": new_slug(), "title": blank}).status_code == 200
    assert (
        admin.save(editor, admin.open_change(editor, book["slug"]), title=blank).status_code == 200
    )


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK)
def test_the_name_of_an_author_must_not_be_blank(
    editor: Browser, admin: AdminDriver, new_author, new_slug, blank: str
):
    slug = new_author("Somebody")
    assert admin.add_author(editor, blank, new_slug()).status_code == 200
    assert admin.save_author(editor, admin.open_author(editor, slug), name=blank).status_code == 200
    assert admin.names(editor, slug) == ["Somebody"]


@pytest.mark.parametrize(("length", "status"), [(200, 302), (201, 200)])
def test_an_author_s_name_has_at_most_200_characters(
    editor: Browser, manager: Browser, admin: AdminDriver, new_slug, length: int, status: int
):
    slug = new_slug()
    assert admin.add_author(editor, "é" * length, slug).status_code == status
    assert admin.names(editor, slug) == (["é" * length] if status == 302 else [])
    if status == 302:
        admin.delete_author(manager, slug)
