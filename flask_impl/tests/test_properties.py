"""Properties that hold for any text."""

import contextlib
import io
import os
import re
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest, NotFound

from flask_impl.books import paging
from flask_impl.books import views as books
from flask_impl.books.models import EARLIEST, LATEST, dated
from flask_impl.books.payload import BookChange
from flask_impl.books.search import SORTS, Search
from flask_impl.core import config, environment
from flask_impl.core.text import FORMULA, is_blank, with_lf

cells = st.tuples(st.sampled_from(["", *FORMULA, "'", "\n", " "]), st.text()).map("".join)


@pytest.fixture
def anonymous(app: Flask) -> FlaskClient:
    return app.test_client()


@given(
    st.dictionaries(
        st.sampled_from(["q", "author", "sort", "page", "cursor"]),
        st.binary() | cells.map(str.encode),
    )
)
def test_any_search_gets_a_page_or_a_refusal(anonymous: FlaskClient, parameters: dict[str, bytes]):
    address = "?" + "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    assert {anonymous.get(path + address).status_code for path in ("/books/", "/api/books/")} <= {
        200,
        400,
        404,
    }


@example("50")
@example("51")
@example("٣")
@example("1\n")
@given(st.integers().map(str) | st.text("0123456789+- ٣²", max_size=3) | st.text())
def test_a_page_is_one_of_fifty_numbers(app: Flask, page: str):
    with app.test_request_context(query_string={"page": page}):
        if page in map(str, range(1, 51)):
            assert books.page_of_request(total=10**6) == int(page)
        else:
            with pytest.raises(NotFound):
                books.page_of_request(total=10**6)


positions = st.tuples(
    st.sampled_from(sorted(SORTS)), st.text() | st.integers(), st.integers(min_value=1)
)


def place(search: Search, cursor: str) -> list[Any] | None:
    """The position of a cursor, or None if it is refused."""
    try:
        return list(paging.after(search, cursor).compile().params.values())
    except BadRequest:
        return None


@given(positions, st.integers(min_value=0), st.characters(codec="utf-8"), st.text())
def test_a_cursor_is_valid_only_as_issued(
    app: Flask, position: Any, at: int, other: str, text: str
):
    search = Search("", position[0], None)
    with app.app_context():
        issued = str(paging.serializer().dumps(position))
        at %= len(issued)
        assert place(search, issued) == list(position[1:])
        assert place(search, issued[:at] + other + issued[at + 1 :]) in (
            None,
            place(search, issued),
        )
        assert place(search, text) is None


@given(st.integers(EARLIEST, LATEST))
def test_a_year_is_shown_without_a_sign(year: int):
    number, _, era = dated(year).partition(" ")
    assert (number.isdecimal(), -int(number) if era == "BC" else int(number)) == (True, year)


def accepted(**fields: object) -> dict[str, object] | None:
    try:
        return BookChange.model_validate(fields).sent()
    except ValidationError:
        return None


@given(st.text("aZ09-_", max_size=201) | st.text() | st.text("aZ09-_").map("{}\n".format))
def test_a_slug_is_one_to_two_hundred_plain_characters(slug: str):
    plain = re.fullmatch("[-a-zA-Z0-9_]{1,200}", slug)
    assert accepted(slug=slug) == ({"slug": slug} if plain else None)


@given(cells | st.text(" \x1f\x85\ufeffx", max_size=210))
def test_a_title_is_kept_without_the_space_around_it(title: str):
    kept = with_lf(title).strip()
    fits = len(kept) <= 200 and "\0" not in kept and not is_blank(kept)
    assert accepted(title=title) == ({"title": kept} if fits else None)


@given(
    st.integers()
    | st.integers(-3010, 2110)
    | st.floats()
    | st.booleans()
    | st.text("0123456789")
    | st.none()
)
def test_a_year_is_a_whole_number_within_limits(year: object):
    assert (accepted(year=year) is not None) == (type(year) is int and EARLIEST <= year <= LATEST)


values = st.binary().map(os.fsdecode) | cells
values |= st.tuples(
    st.sampled_from(["sqlite:///", "postgresql://", "redis://", "1", "["]), st.text()
).map("".join)
variables = st.sampled_from(["DEBUG", "TLS", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL"])
variables |= st.sampled_from(
    ["ALLOWED_HOSTS", "FAULT_ROUTES", "REDIS_URL", "BROKER_URL", "SESSION_IDLE"]
)


@given(variables, values.filter(lambda value: "\0" not in value))
def test_any_variable_is_accepted_or_refused_in_one_line(variable: str, value: str):
    said, code = io.StringIO(), None
    with (
        mock.patch.dict(os.environ, {f"BOOKSHELF_{variable}": value}),
        contextlib.redirect_stderr(said),
    ):
        try:
            config.from_environment()
        except SystemExit as end:
            code = end.code
    assert (
        said.getvalue() == ""
        if code is None
        else re.fullmatch(rf"BOOKSHELF_{variable}: .+\n", said.getvalue())
    )
    assert code in (None, environment.CANNOT_START)
