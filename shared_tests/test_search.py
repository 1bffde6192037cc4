"""A search ignores case, accents and the form of composition."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import create, patch
from shared_tests.drivers.pages import titles, total
from shared_tests.harness.browser import Browser, html

KOREAN = "홍길동전"
MATCHES = {
    "as it stands": ("Émile", "Émile"),
    "small": ("Émile", "émile"),
    "large": ("Brontë", "BRONTË"),
    "without the accent": ("Brontë", "Bronte"),
    "with an accent that is not there": ("Bronte", "brontë"),
    "searched decomposed": ("Brontë", normalize("NFD", "Brontë")),
    "stored decomposed": (normalize("NFD", "Brontë"), "brontë"),
    "Greek without accents": ("Ὀδύσσεια", "οδυσσεια"),
    "Greek, large": ("Ὀδύσσεια", "ΟΔΥΣΣΕΙΑ"),
    "the last sigma": ("Μῦθος", "ΜΥΘΟΣ"),
    "the iota below": ("ᾠδή", "ωιδη"),
    "Korean searched decomposed": (KOREAN, normalize("NFD", KOREAN)),
    "Korean stored decomposed": (normalize("NFD", KOREAN), KOREAN),
    "stored in full width": ("Ｅｍｍａ", "emma"),
    "searched in full width": ("Emma", "ｅＭＭａ"),
    "half-width kana": ("ガリバー", "ｶﾞﾘﾊﾞｰ"),
    "sharp s": ("Straße", "STRASSE"),
    "a double s": ("Strasse", "straße"),
    "a large sharp s": ("STRAẞE", "strasse"),
    "Turkish, large": ("İstanbul", "istanbul"),
    "Turkish searched": ("istanbul", "İSTANBUL"),
    "Turkish without the dot": ("Isparta", "isparta"),
    "a ligature": ("ﬁnale", "FINALE"),
    "Cyrillic": ("Ёлка", "елка"),
    "Hebrew points": ("שָׁלוֹם", "שלום"),
    "an Arabic presentation form": ("ﻻ", "لا"),
    "a Roman numeral": ("Volume Ⅻ", "xii"),
    "a superscript": ("x²", "X2"),
    "a wildcard in full width": ("50％", "50%"),
}
NO_MATCHES = {
    "dotless i": ("ısparta", "isparta"),
    "o with a stroke": ("Tromsø", "tromso"),
    "ae": ("Ægir", "aegir"),
    "a wildcard": ("50", "5_"),
    "another word": ("Émile", "emily"),
}


@pytest.fixture
def everywhere(anonymous: Browser, editor: Browser, admin: AdminDriver):
    """What the catalogue, the API and the admin find for a search; they must agree."""

    def matches(q: str) -> list[str]:
        of_page = titles(anonymous.get("/books/", q=q))
        of_api = [book["title"] for book in anonymous.get("/api/books/", q=q).json()["results"]]
        assert of_page == of_api == admin.titles(editor, q=q)
        return of_page

    return matches


@pytest.fixture(scope="module")
def shelf(editor: Browser, manager: Browser, worker_id: str) -> Iterator[dict[str, dict]]:
    """A book for each case, made once for all. Each title ends with a mark of its own."""
    made: dict[str, dict] = {}
    for number, (name, (stored, _)) in enumerate({**MATCHES, **NO_MATCHES}.items()):
        slug = f"folded-{worker_id}-{number}"
        response = create(editor, title=f"{stored} {slug}.", slug=slug)
        assert response.status_code == 201
        made[name] = response.json()
    yield made
    for book in made.values():
        manager.api("DELETE", f"/api/books/{book['slug']}/")


@pytest.mark.parametrize("name", MATCHES)
def test_a_title_is_found(everywhere, shelf: dict[str, dict], name: str):
    (stored, query), book = MATCHES[name], shelf[name]
    # The text is stored as it was sent; its folded form is stored beside it
    assert book["title"] == f"{stored} {book['slug']}."
    assert everywhere(f" {query} {book['slug']}. ") == [book["title"]]


@pytest.mark.parametrize("name", NO_MATCHES)
def test_another_title_is_not_found(everywhere, shelf: dict[str, dict], name: str):
    assert everywhere(f"{NO_MATCHES[name][1]} {shelf[name]['slug']}.") == []


@pytest.mark.parametrize(
    "name", ["without the accent", "Korean searched decomposed", "the last sigma", "sharp s"]
)
def test_an_author_is_found(editor: Browser, admin: AdminDriver, new_author, new_slug, name: str):
    (stored, query), mark = MATCHES[name], new_slug()
    new_author(f"{stored} {mark}.")
    assert admin.names(editor, f"{query} {mark}.") == [f"{stored} {mark}."]


def test_the_books_of_an_author_are_found_by_the_name(everywhere, new_author, new_book, new_slug):
    mark = new_slug()
    author = new_author(f"Émilie Brontë {mark}.")
    book = new_book(author=author)
    assert everywhere(f"emilie BRONTE {mark}.") == [book["title"]]


@pytest.mark.parametrize(
    "query", ["LES MISERABLES", "les mise\u0301rables"], ids=["large", "decomposed"]
)
def test_what_seed_has_loaded_is_found(everywhere, server, query: str):
    assert everywhere(query) == ["Les Misérables"]


def test_the_books_of_an_author_whom_seed_has_loaded_are_found(anonymous: Browser, server):
    books = anonymous.get("/api/books/", q="charlotte bronte").json()["results"]
    assert [book["slug"] for book in books] == ["jane-eyre", "villette"]


def test_a_new_title_is_found_and_the_old_one_is_not(
    editor: Browser, admin: AdminDriver, everywhere, new_book, new_slug
):
    mark = new_slug()
    book = new_book(title=f"Première {mark}.")
    patch(editor, book, title=f"Deuxième {mark}.")
    assert (everywhere(f"premiere {mark}."), everywhere(f"deuxieme {mark}.")) == (
        [],
        [f"Deuxième {mark}."],
    )
    admin.save(editor, admin.open_change(editor, book["slug"]), title=f"Troisième {mark}.")
    assert (everywhere(f"deuxieme {mark}."), everywhere(f"troisieme {mark}.")) == (
        [],
        [f"Troisième {mark}."],
    )


def test_an_author_s_new_name_finds_the_books_and_the_old_one_does_not(
    editor: Browser, admin: AdminDriver, everywhere, new_author, new_book, new_slug
):
    mark = new_slug()
    author = new_author(f"Première {mark}.")
    book = new_book(author=author)
    admin.save_author(editor, admin.open_author(editor, author), name=f"Deuxième {mark}.")
    assert (everywhere(f"premiere {mark}."), everywhere(f"deuxieme {mark}.")) == (
        [],
        [book["title"]],
    )


@pytest.mark.parametrize(
    "nothing", ["\u0301", " \u0301\u05b0 ", "\ufe0f"], ids=["accent", "two marks", "selector"]
)
def test_a_search_for_marks_alone_is_no_search(anonymous: Browser, nothing: str):
    assert total(anonymous.get("/books/", q=nothing)) == total(anonymous.get("/books/"))
    assert (
        anonymous.get("/api/books/", q=nothing).json()["results"]
        == anonymous.get("/api/books/").json()["results"]
    )


@pytest.mark.parametrize("letter", ["é", "ﷺ", "𝕏", "ß"])
def test_characters_are_counted_as_they_were_typed(anonymous: Browser, letter: str):
    for path in ("/books/", "/api/books/"):
        assert anonymous.get(path, q=f"   {letter * 200}   ").status_code == 200
        assert anonymous.get(path, q=letter * 201).status_code == 400


def test_accents_are_counted_too(anonymous: Browser):
    assert anonymous.get("/books/", q="e\u0301" * 100).status_code == 200
    assert anonymous.get("/books/", q="e\u0301" * 101).status_code == 400


def test_what_was_searched_is_shown_as_it_was_typed(anonymous: Browser):
    page = anonymous.get("/books/", q="ＢＲＯＮＴË")
    assert html(page).cssselect('input[name="q"]')[0].get("value") == "ＢＲＯＮＴË"


def test_the_order_is_that_of_the_titles_as_they_stand(everywhere, new_book, new_slug):
    mark = new_slug()
    for word in ("b", "É", "a", "Z", "e"):
        new_book(title=f"{word} {mark}.")
    assert everywhere(f" {mark}.") == [f"{word} {mark}." for word in ("Z", "a", "b", "e", "É")]
