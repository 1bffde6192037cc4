"""Properties that hold for any text."""

import contextlib
import csv
import io
import os
import re
from collections.abc import Callable
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
from django.core.exceptions import BadRequest, ValidationError
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from books import paging, payload
from books.csv_export import cells as export_cells
from books.models import Book
from books.search import SORTS
from core import environment
from core.text import FORMULA, is_blank, with_lf

costlier = settings(max_examples=30)
SIGNS, SPLIT = "=+-@＝＋－＠", ";\t\r\n"
cells = st.tuples(st.sampled_from(["", *FORMULA, "'", "\n", " ", "a;=", "a\n-"]), st.text()).map(
    "".join
)


def neutralised(text: str) -> str:
    """What a cell must hold, one character after the other."""
    pairs = zip(f"x{text}", text, strict=False)
    inside = "".join(f"'{now}" if now in SIGNS and last in SPLIT else now for last, now in pairs)
    return f"'{inside}" if text.startswith(FORMULA) else inside


@given(row=st.lists(cells | st.integers() | st.none() | st.booleans(), min_size=1))
def test_no_text_of_the_export_is_a_formula_and_no_cell_is_lost(row: list[Any]):
    file = io.StringIO(newline="")
    csv.writer(file).writerow(export_cells(row))
    file.seek(0)
    (read,) = csv.reader(file)
    texts = ["" if value is None else str(value) for value in row]
    assert not any(
        cell.startswith(FORMULA)
        for cell, value in zip(read, row, strict=True)
        if isinstance(value, str)
    )
    assert read == [
        neutralised(text) if isinstance(value, str) else text
        for value, text in zip(row, texts, strict=True)
    ]


names = st.sampled_from(["q", "author", "sort", "page", "cursor"])


@costlier
@given(parameters=st.dictionaries(names, st.binary() | cells.map(str.encode)))
def test_any_search_gets_a_page_or_a_refusal(db: None, parameters: dict[str, bytes]):
    address = "?" + "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    assert {Client().get(path + address).status_code for path in ("/books/", "/api/books/")} <= {
        200,
        400,
        404,
    }


@pytest.fixture
def many_books(books: Callable[[int], Book]) -> Book:
    return books(paging.COUNTED + 1)


@costlier
@example(page="50")
@example(page="51")
@example(page="٣")
@example(page="1\n")
@given(
    page=st.integers().map(str)
    | st.text("0123456789+- ٣²", max_size=3)
    | st.text(st.characters(codec="utf-8"))
)
def test_a_page_is_one_of_fifty_numbers(many_books: Book, page: str):
    status = Client().get("/books/", {"page": page}).status_code
    assert status == (200 if page in map(str, range(1, 51)) else 400 if "\0" in page else 404)


def place(sort: str, cursor: str) -> object:
    """The position of a cursor, or None if it is refused."""
    try:
        return paging.after(cursor, sort, Book.objects.all()).query.sql_with_params()
    except BadRequest:
        return None


@given(
    sort=st.sampled_from(sorted(SORTS)), title=st.text(), year=st.integers(-3000, 2100),
    pk=st.integers(1, 2**40), at=st.integers(min_value=0), other=st.characters(codec="utf-8"),
    text=st.text(),
)  # fmt: skip
def test_a_cursor_is_valid_only_as_issued(
    sort: str, title: str, year: int, pk: int, at: int, other: str, text: str
):
    issued = paging.cursor_of(Book(title=title, year=year, pk=pk), sort)
    at %= len(issued)
    assert place(sort, issued) is not None
    assert place(sort, issued[:at] + other + issued[at + 1 :]) in (None, place(sort, issued))
    assert place(sort, text) is None


@given(year=st.integers(-3000, 2100))
def test_a_year_is_shown_without_a_sign(year: int):
    number, _, era = Book(year=year).dated.partition(" ")
    assert (number.isdecimal(), -int(number) if era == "BC" else int(number)) == (True, year)


def accepted(name: str, value: object) -> object:
    """The stored value of a field of the API, or None if it is refused."""
    try:
        text = (
            None if payload.complaint(name, value) else payload.BookForm().fields[name].clean(value)
        )
        return Book._meta.get_field(name).clean(text, None)  # type: ignore[union-attr]  # a field of ours is no relation
    except ValidationError:
        return None


@given(slug=st.text("aZ09-_", max_size=201) | st.text() | st.text("aZ09-_").map("{}\n".format))
def test_a_slug_is_one_to_two_hundred_plain_characters(slug: str):
    assert accepted("slug", slug) == (slug if re.fullmatch("[-a-zA-Z0-9_]{1,200}", slug) else None)


@given(title=cells | st.text(" \x1f\x85\ufeff\r\nx", max_size=210))
def test_a_title_is_kept_without_the_space_around_it(title: str):
    stripped = with_lf(title).strip()
    fits = len(stripped) <= 200 and "\0" not in title and not is_blank(title)
    assert accepted("title", title) == (stripped if fits else None)


@given(
    year=st.integers()
    | st.integers(-3010, 2110)
    | st.floats()
    | st.booleans()
    | st.text("0123456789")
    | st.none()
)
def test_a_year_is_a_whole_number_within_limits(year: object):
    assert accepted("year", year) == (year if type(year) is int and -3000 <= year <= 2100 else None)


READERS: dict[str, Callable[[], object]] = {
    "SESSION_IDLE": lambda: environment.seconds("SESSION_IDLE", 1),
    "TLS": lambda: environment.flag("TLS"),
    "SECRET_KEY": lambda: environment.secret_key(debug=False),
    "SECRET_KEY_FALLBACKS": environment.secret_key_fallbacks,
    "ALLOWED_HOSTS": environment.allowed_hosts,
    "REDIS_URL": environment.redis_url,
    "DATABASE_URL": environment.database_url,
}
values = st.binary().map(os.fsdecode) | cells
values |= st.tuples(
    st.sampled_from(["sqlite:///", "postgresql://", "redis://", "1", "["]), st.text()
).map("".join)


@given(
    variable=st.sampled_from(sorted(READERS)), value=values.filter(lambda value: "\0" not in value)
)
def test_any_variable_is_accepted_or_refused_in_one_line(variable: str, value: str):
    said, code = io.StringIO(), None
    with (
        mock.patch.dict(os.environ, {f"BOOKSHELF_{variable}": value}),
        contextlib.redirect_stderr(said),
    ):
        try:
            READERS[variable]()
        except SystemExit as end:
            code = end.code
    assert (
        said.getvalue() == ""
        if code is None
        else re.fullmatch(rf"BOOKSHELF_{variable}: .+\n", said.getvalue())
    )
    assert code in (None, 4)
