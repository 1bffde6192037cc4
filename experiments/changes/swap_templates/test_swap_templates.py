"""The catalogue is rendered by another engine, to the same page."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser, Response, html

ENGINES = {"flask": "Mako", "django": "Jinja2"}


def generators(page: Response) -> list[str]:
    return [one.get("content") for one in html(page).cssselect("meta[name=generator]")]


@pytest.fixture
def engine(implementation) -> str:
    return ENGINES[implementation.name]


@pytest.mark.parametrize("path", ["/", "/books/", "/books/?q=pride", "/books/?author=jane-austen"])
def test_the_catalogue_names_its_engine(anonymous: Browser, engine: str, path: str):
    page = anonymous.get(path)
    assert (page.status_code, generators(page)) == (200, [engine])
    assert html(page).cssselect("ol.books li a")


def test_the_other_pages_are_rendered_as_before(anonymous: Browser, engine: str):
    assert generators(anonymous.get("/books/")) == [engine]
    assert generators(anonymous.get("/books/pride-and-prejudice/")) == []


def test_who_has_signed_in_sees_it_and_can_sign_out(signed_in, engine: str):
    browser = signed_in("editor")
    page = browser.get("/books/")
    assert generators(page) == [engine]
    assert [one.text for one in html(page).cssselect("header nav > a")] == [
        "Catalogue",
        "Admin",
        "editor",
    ]
    assert browser.submit(page, "/logout/").status_code == 302


def test_markup_in_a_search_and_in_a_title_is_shown_as_text(
    anonymous: Browser, new_book, engine: str
):
    title = "<b>${1 + 1}{{ 1 + 1 }}</b> & co"
    slug = new_book(title=title)["slug"]
    page = anonymous.get("/books/", q="<b>${1 + 1}")
    assert generators(page) == [engine]
    assert [one.text for one in html(page).cssselect(f'a[href="/books/{slug}/"]')] == [title]
    assert html(page).cssselect("input[name=q]")[0].value == "<b>${1 + 1}"
