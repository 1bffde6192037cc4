"""Staff see the number of books of each author, their years, and the number that are not
available."""

from __future__ import annotations

import pytest

from experiments.changes.report.tables import REPORT, cells, everything, pages
from shared_tests.drivers.exports import rows
from shared_tests.harness.browser import Browser, html

YEARS: dict[str, str | int] = {"from": 1900, "to": 1950}
LATER: dict[str, str | int] = {"from": 2001, "to": ""}
WRONG = {
    "no number": {"from": "soon"},
    "part of a year": {"to": "1813.5"},
    "too many digits": {"from": "9" * 99},
    "too early": {"from": "-3001"},
    "too late": {"to": "2101"},
    "an end before the beginning": {"from": "1900", "to": "1899"},
    "an unknown order": {"sort": "password"},
}
STAFF = ["viewer", "editor", "manager"]


@pytest.fixture
def author(new_author, new_book) -> str:
    """The name of an author of four books, one of them not available and one with a year BC."""
    name = "=<b>Reported</b>"
    slug = new_author(name)
    for year, available in ((-44, True), (1900, False), (1950, True), (2000, True)):
        new_book(author=slug, year=year, available=available)
    return name


@pytest.mark.parametrize("role", STAFF)
def test_staff_are_led_there_from_their_account(as_role, role: str):
    assert html(as_role(role).get("/account/")).xpath(f"//main//a[@href='{REPORT}']")
    assert as_role(role).get(REPORT).status_code == 200


def test_nobody_else_sees_it(anonymous: Browser, reader: Browser):
    assert anonymous.get(REPORT).headers["Location"] == f"/login/?next={REPORT}"
    assert {
        reader.get(REPORT, **asked).status_code for asked in ({}, {"format": "csv"}, {"from": "x"})
    } == {403}
    assert not html(reader.get("/account/")).xpath(f"//a[@href='{REPORT}']")


def test_an_author_has_one_row(viewer: Browser, author: str):
    assert [row for row in everything(viewer) if row[0] == author] == [
        [author, "4", "44 BC", "2000", "1"]
    ]


def test_only_books_of_the_years_that_were_asked_for_are_counted(viewer: Browser, author: str):
    found = everything(viewer, **YEARS)
    assert [row for row in found if row[0] == author] == [[author, "2", "1900", "1950", "1"]]
    assert all(1900 <= int(year) <= 1950 for row in found for year in row[2:4])
    assert author in [row[0] for row in everything(viewer, to=-44)]
    assert author not in [row[0] for row in everything(viewer, **LATER)]


@pytest.mark.parametrize("asked", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("form", ["page", "csv"])
def test_the_form_says_what_is_wrong(viewer: Browser, asked: dict[str, str], form: str):
    page = viewer.get(REPORT, **asked, format=form)
    assert (page.status_code, cells(page)) == (422, [])
    (error,) = html(page).cssselect("form[action='/reports/books/'] ul.errorlist")
    assert error.text_content().strip()
    typed = {box.name: box.value for box in html(page).cssselect("form input")}
    assert all(typed[name] == value for name, value in asked.items() if name != "sort")


def test_there_are_twenty_authors_a_page_and_the_next_one_keeps_years_and_order(viewer: Browser):
    found = pages(viewer, **{"from": "1800", "sort": "-books"})
    assert {len(rows) for rows in found[:-1]} == {20}
    shown = [row for rows in found for row in rows]
    assert len({row[0] for row in shown}) == len(shown) > 20
    assert [int(row[1]) for row in shown] == sorted((int(row[1]) for row in shown), reverse=True)
    assert all(int(row[2]) >= 1800 for row in shown)


@pytest.mark.parametrize(
    "page", ["0", "-1", "51", "1.5", "", "01", "+1", "2147483648", "9" * 99, "١", "last"]
)
def test_an_invalid_page_number_is_not_found(viewer: Browser, page: str):
    assert [viewer.get(REPORT, page=number).status_code for number in (1, page)] == [200, 404]


def test_it_is_sorted_by_name_unless_somebody_asks_for_more(viewer: Browser):
    names = [row[0] for row in everything(viewer)]
    assert len(names) > 20
    assert names == sorted(names) == [row[0] for row in everything(viewer, sort="name")]


def test_the_csv_has_the_rows_of_all_pages_and_no_formula(viewer: Browser, author: str):
    asked: dict[str, str | int] = {"from": 1800, "sort": "-books"}
    response = viewer.get(REPORT, **asked, format="csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        response.headers["Content-Disposition"].replace('"', "")
        == "attachment; filename=authors.csv"
    )
    shown = [
        [row[0].replace(author, f"'{author}"), *row[1:]] for row in everything(viewer, **asked)
    ]
    assert [list(row.values()) for row in rows(response)] == shown
    assert list(rows(response)[0]) == ["author", "books", "earliest", "latest", "unavailable"]


def test_it_is_only_read(manager: Browser):
    assert manager.request("POST", REPORT, headers={"Origin": manager.base_url}).status_code == 405
