"""The admin's forms correct typing slips, take numbers in one spelling, and refuse invalid keys."""

from __future__ import annotations

from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import BOOK, create, patch, status
from shared_tests.drivers.pages import typed
from shared_tests.harness.browser import Browser, text

YEARS = {
    "1900": 1900,
    "-405": -405,
    " 1900\u00a0": 1900,
    "0": 0,
    "-0": 0,
    "0813": 813,
    "-3000": -3000,
    "2100": 2100,
}
NO_YEARS = [
    "1900.0",
    "1900.",
    "+1900",
    "1_900",
    "٢٠٢٠",
    "１９００",
    "1e3",
    "0x10",
    "--5",
    "- 5",
    "19 00",
    "00813",
    "−5",
    "",
]
NO_ISBNS = [
    "978-0141439518",
    "978 0141439518",
    "٩" * 13,
    "９780141439518",
    "978014143951X",
    "-780141439518",
]
NO_KEYS = ["abc", "[", "0", "-1", "1.5", "9" * 26, "١", "1 OR 1=1", "None", "1,2"]
NO_IDS = ["", "x", "[", "0", "-1", "1.5", "1e3", "9" * 26, "١", "1 ", "%27", "None", "__debug__"]


@pytest.mark.parametrize("year", YEARS, ids=ascii)
def test_a_year_is_read(editor: Browser, admin: AdminDriver, stored, new_book, year: str):
    book = new_book(year=1066)
    assert admin.save(editor, admin.open_change(editor, book["slug"]), year=year).status_code == 302
    assert (stored(book["slug"])["year"], stored(book["slug"])["version"]) == (YEARS[year], 2)


def test_an_invalid_year_is_refused(
    editor: Browser, admin: AdminDriver, stored, new_book, new_slug
):
    book = new_book(year=1066)
    opened = admin.open_change(editor, book["slug"])
    refused = {year: admin.save(editor, opened, year=year) for year in NO_YEARS}
    assert {year for year, response in refused.items() if response.status_code != 200} == set()
    assert [
        year for year, response in refused.items() if year and year not in typed(response)
    ] == []
    assert stored(book["slug"]) == book


def test_spaces_around_what_is_typed_are_ignored(
    editor: Browser, manager: Browser, admin: AdminDriver, stored, new_slug, new_isbn
):
    slug, isbn = new_slug(), new_isbn()
    fields = {
        "title": "  Typed ",
        "slug": f" {slug}\u00a0",
        "year": "\t1813 ",
        "isbn": f" {isbn}\u3000",
    }
    assert admin.add(editor, **fields, author="jane-austen").status_code == 302
    book = stored(slug)
    assert (book["title"], book["year"], book["isbn"]) == ("Typed", 1813, isbn)
    assert (
        admin.save(
            editor, admin.open_change(editor, slug), slug=f"{slug} ", isbn=f"{isbn}  "
        ).status_code
        == 302
    )
    assert stored(slug) == book  # nothing has changed
    assert admin.save(editor, admin.open_change(editor, slug), isbn="   ").status_code == 302
    assert stored(slug)["isbn"] is None
    admin.delete(manager, slug)


@pytest.mark.parametrize("isbn", NO_ISBNS, ids=ascii)
def test_an_invalid_isbn_is_refused(
    editor: Browser, admin: AdminDriver, stored, new_book, isbn: str
):
    book = new_book()
    response = admin.save(editor, admin.open_change(editor, book["slug"]), isbn=isbn)
    assert (response.status_code, isbn in typed(response)) == (200, True)
    assert stored(book["slug"]) == book


@pytest.mark.parametrize(
    ("field", "value"), [("slug", " {slug} "), ("isbn", " 9780141439518"), ("year", " 1813")]
)
def test_the_api_mends_nothing(editor: Browser, new_book, new_slug, field: str, value: str):
    sent = {"slug": new_slug()} | {field: value.replace("{slug}", new_slug())}
    assert status(create(editor, **sent)) == 422
    assert status(patch(editor, new_book(), **{field: sent[field]})) == 422


@pytest.mark.parametrize("key", NO_KEYS, ids=ascii)
def test_an_invalid_author_is_refused_and_the_form_shown_again(
    editor: Browser, anonymous: Browser, admin: AdminDriver, new_book, new_slug, key: str
):
    slug, book = new_slug(), new_book()
    fields = BOOK | {"slug": slug, "title": "Typed for long"}
    del fields["author"]
    added = admin.save(editor, admin.open_add(editor), author_key=key, **fields)
    changed = admin.save(
        editor, admin.open_change(editor, book["slug"]), author_key=key, title="Typed for long"
    )
    for response in (added, changed):
        assert (response.status_code, "Typed for long" in typed(response)) == (200, True)
    assert anonymous.get(f"/api/books/{slug}/").status_code == 404
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("key", NO_KEYS, ids=ascii)
def test_an_address_that_fills_in_nonsense_shows_an_empty_form(
    editor: Browser, admin: AdminDriver, key: str
):
    assert admin.open_add(editor, author=key, year="[", available="[").status_code == 200


def test_an_address_that_says_nonsense_of_its_window_loses_no_input(
    editor: Browser, admin: AdminDriver, new_slug
):
    form, slug = admin.open_add(editor, _popup="1", _source_model="nonsense"), new_slug()
    fields: dict[str, Any] = BOOK | {"slug": slug}
    admin.save(editor, form, **fields)
    assert editor.get(f"/api/books/{slug}/").status_code == 200


@pytest.mark.parametrize("empty", ["_to_field", "_popup", "_changelist_filters", "url", "modal"])
def test_an_empty_parameter_is_ignored(manager: Browser, admin: AdminDriver, empty: str):
    number = admin.book_id(manager, "moby-dick")
    for address in admin.about("book", number):
        given = f"{address}{'&' if '?' in address else '?'}{empty}="
        assert manager.get(given).status_code == 200, given


@pytest.mark.parametrize("key", NO_KEYS, ids=ascii)
def test_an_invalid_filter_is_ignored_or_matches_nothing(
    editor: Browser, admin: AdminDriver, key: str
):
    for address in admin.odd_lists(key):
        response = editor.get(address)
        assert (editor.follow(response) if response.is_redirect else response).status_code == 200


@pytest.mark.parametrize("kind", ["book", "author", "user"])
def test_a_page_about_no_record_is_not_found(manager: Browser, admin: AdminDriver, kind: str):
    addresses = [address for number in (None, *NO_IDS) for address in admin.about(kind, number)]
    statuses = {address: manager.get(address).status_code for address in addresses}
    assert {address: code for address, code in statuses.items() if code != 404} == {}


def test_deleting_no_record_is_not_found(manager: Browser, admin: AdminDriver):
    for number in NO_IDS[1:]:
        path, fields = admin.writes(number)["delete"]
        headers = {"X-CSRFToken": manager.token(), "Origin": manager.base_url}
        assert manager.request("POST", path, data=fields, headers=headers).status_code == 404


def test_a_refused_form_says_which_field(editor: Browser, admin: AdminDriver, new_slug):
    response = admin.add(editor, **BOOK | {"slug": new_slug(), "isbn": "123"})
    assert (response.status_code, "13" in text(response)) == (200, True)
