"""The search page accepts any input, and has pages like the catalogue."""

from __future__ import annotations

import pytest

from experiments.changes.full_text.words import UNHEARD
from shared_tests.harness.browser import Browser, form_of, html
from shared_tests.test_catalogue import link, titles, total

ODD = [
    '"',
    '"quixotry',
    "quixotry*",
    "*",
    "title:quixotry",
    ":",
    "-quixotry",
    "- -",
    "quixotry AND",
    "OR NOT",
    "NEAR(a b)",
]
ODD += [
    "(",
    "^a",
    "a + b",
    "{title author}: a",
    "'",
    "\\",
    "%",
    "!&|<->",
    "a" * 200,
    "a " * 100,
    "\u0301",
    "\U0001f4da",
]


def test_the_page_is_linked_and_asks_for_words(anonymous: Browser):
    assert "/search/" in html(anonymous.get("/")).xpath("//nav//a/@href")
    empty = anonymous.get("/search/", q=" ")
    assert (empty.status_code, titles(empty)) == (200, [])
    page = anonymous.submit(empty, "/search/", q="prejudice")
    assert titles(page) == ["Pride and Prejudice"]
    assert dict(form_of(page, "/search/").form_values()) == {"q": "prejudice"}


@pytest.mark.parametrize("q", ODD)
def test_signs_are_no_operators_and_no_error(anonymous: Browser, new_book, q: str):
    new_book(title=f"A {UNHEARD} of signs")
    page = anonymous.get("/search/", q=q)
    assert page.status_code == 200
    assert html(page).cssselect('input[name="q"]')[0].get("value") == q.strip()
    only = UNHEARD in q and "title" not in q and "AND" not in q
    assert titles(page) == [f"A {UNHEARD} of signs"] if only else len(titles(page)) <= 20


def test_what_was_searched_and_found_is_text(anonymous: Browser, new_book):
    markup = f"<script>alert('{UNHEARD}')</script>"
    new_book(title=markup)
    page = anonymous.get("/search/", q=markup)
    assert (titles(page), "<script>" in page.text) == ([markup], False)


def test_what_cannot_be_searched_is_refused(anonymous: Browser):
    assert anonymous.get("/search/?q=a%00b").status_code == 400
    assert anonymous.get("/search/?q=%ff").status_code == 400
    assert anonymous.get("/search/", q="x" * 201).status_code == 400
    for page in ("0", "2", "51", "01", "+1", "two", ""):
        assert (
            anonymous.request(
                "GET", "/search/", params={"q": "prejudice", "page": page}
            ).status_code
            == 404
        )


def test_it_has_pages_as_the_catalogue(anonymous: Browser, new_book):
    for number in range(21):
        new_book(title=f"{UNHEARD} {number:02}", summary=UNHEARD if number == 20 else "")
    first = anonymous.get("/search/", q=UNHEARD)
    assert (len(titles(first)), total(first)) == (20, "21 books")
    second = anonymous.get(link(first, "next"))
    assert len({*titles(first), *titles(second)}) == 21
    assert titles(anonymous.get(link(second, "prev"))) == titles(first)
