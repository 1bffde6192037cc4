"""A book has a page of its own that shows all of it; an unknown book gets the library's own 404."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser, html, text

MARKUP = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}} {% debug %}",
}


def test_it_shows_the_book(anonymous: Browser, new_book):
    book = new_book(title="A plain book", year=1871, isbn=None, summary="What it is about.")
    page = anonymous.get(f"/books/{book['slug']}/")
    assert html(page).xpath("string(//h1)") == "A plain book"
    assert all(shown in text(page) for shown in ("Jane Austen", "1871", "What it is about."))


def test_it_shows_the_isbn_when_there_is_one(anonymous: Browser, new_book, new_isbn):
    book = new_book(isbn=new_isbn())
    assert book["isbn"] in text(anonymous.get(f"/books/{book['slug']}/"))


@pytest.mark.parametrize(
    ("year", "shown"), [(-700, "700 BC"), (-1, "1 BC"), (0, "0"), (1, "1"), (2100, "2100")]
)
def test_a_year_is_written_out(anonymous: Browser, new_book, year: int, shown: str):
    book = new_book(year=year)
    listed = html(anonymous.get("/books/", q=book["slug"])).cssselect("ol.books li .year")
    page = html(anonymous.get(f"/books/{book['slug']}/"))
    assert [one.text_content().strip() for one in listed] == [shown]
    assert page.xpath("//dt[.='Year']/following-sibling::dd[1]")[0].text_content().strip() == shown


@pytest.mark.parametrize(
    ("available", "words"), [(True, "available"), (False, "not available")], ids=["in", "out"]
)
def test_it_says_whether_the_book_is_available(
    anonymous: Browser, new_book, available: bool, words: str
):
    book = new_book(available=available)
    shown = html(anonymous.get(f"/books/{book['slug']}/")).cssselect("dd.availability")
    assert [one.text_content() for one in shown] == [words]


def test_its_author_leads_to_the_author_s_books(anonymous: Browser, new_book):
    page = html(anonymous.get(f"/books/{new_book()['slug']}/"))
    assert "/books/?author=jane-austen" in page.xpath("//main//a/@href")


def test_its_title_is_the_page_s_title(anonymous: Browser, new_book):
    page = html(anonymous.get(f"/books/{new_book(title='Title of the page')['slug']}/"))
    assert page.xpath("string(//title)") == "Title of the page – Bookshelf"


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
@pytest.mark.parametrize("field", ["title", "summary"])
def test_markup_in_a_field_is_shown_as_text(anonymous: Browser, new_book, field: str, markup: str):
    page = anonymous.get(f"/books/{new_book(**{field: markup})['slug']}/")
    assert markup in html(page).text_content()
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_a_book_that_does_not_exist_is_not_found(anonymous: Browser):
    page = anonymous.get("/books/no-such-book/")
    assert page.status_code == 404
    assert "This page is not on our shelves." in text(page)


@pytest.mark.parametrize("slug", ["%00", "%ff"], ids=["NUL", "byte"])
def test_an_address_that_is_not_text_is_refused(anonymous: Browser, slug: str):
    assert anonymous.get(f"/books/{slug}/").status_code == 400


@pytest.mark.parametrize("slug", ["0", "-1", "9" * 26, "١", "a b", "%27%20OR%201=1--", "a" * 2000])
def test_an_odd_address_is_not_found(anonymous: Browser, slug: str):
    assert anonymous.get(f"/books/{slug}/").status_code == 404


def test_an_address_without_its_last_slash_is_sent_on(anonymous: Browser):
    response = anonymous.get("/books/pride-and-prejudice")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        "/books/pride-and-prejudice/",
    )
    assert anonymous.follow(response).status_code == 200
