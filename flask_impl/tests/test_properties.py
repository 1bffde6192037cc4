"""What holds for any text, where a list of examples would only hold for the examples."""

import contextlib
import io
import os
import re
from typing import Any
from unittest import mock
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from flask import Flask, redirect
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest, NotFound

from flask_impl.accounts.views import is_local
from flask_impl.books import paging
from flask_impl.books import views as books
from flask_impl.books.models import EARLIEST, LATEST, dated
from flask_impl.books.payload import BookChange
from flask_impl.books.search import SORTS, Search
from flask_impl.core import config
from flask_impl.core.text import FORMULA, is_blank, with_lf

# The same texts in every run. A fixture is made once for all of them, which is fine: nothing is
# stored.
bounded = settings(
    derandomize=True,
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# What a browser may take for the beginning of another host, with more of the same between the
# parts.
starts = st.sampled_from(
    [
        "/",
        "//",
        "/\\",
        "\\",
        "\\\\",
        "/\t/",
        "\t//",
        "\n/",
        " /",
        "\x1f//",
        "http:",
        "https://",
        "javascript:",
    ]
)
between = st.text("/\\\t\n \x1f\x85\u3000／@:?#.%", max_size=2)
hosts = st.sampled_from(["evil.example", "books.example", "login/"])
targets = st.tuples(starts, between, hosts, between).map("".join)
targets |= st.text()
cells = st.tuples(st.sampled_from(["", *FORMULA, "'", "\n", " "]), st.text()).map("".join)


NOWHERE = "an address that cannot be opened"


def host_visited(target: str) -> str:
    """Where a browser goes from the sign-in page: it drops and turns characters, and any number of
    slashes is two."""
    seen = re.sub("[\t\r\n]", "", target.strip("".join(map(chr, range(0x21))))).replace("\\", "/")
    seen = re.sub("^((?:https?:)?)//+", r"\1//", seen, flags=re.IGNORECASE)
    host = unquote(urlsplit(urljoin("http://books.example/login/", seen)).netloc)
    return host if host.isprintable() and " " not in host else NOWHERE


@bounded
@given(targets)
def test_what_is_called_local_stays_here(target: str):
    if is_local(target):
        assert {host_visited(target), host_visited(redirect(target).location)} == {"books.example"}


@bounded
@given(st.lists(st.text("abcXYZ019._-?&=+%é", min_size=1)))
def test_an_address_of_this_site_is_local(segments: list[str]):
    assert is_local("/" + "/".join(segments))


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


@bounded
@given(
    st.dictionaries(
        st.sampled_from(["q", "author", "sort", "page", "cursor"]),
        st.binary() | cells.map(str.encode),
    )
)
def test_any_search_is_answered_or_refused(visitor: FlaskClient, parameters: dict[str, bytes]):
    address = "?" + "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    assert {visitor.get(path + address).status_code for path in ("/books/", "/api/books/")} <= {
        200,
        400,
        404,
    }


@bounded
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
    """Where a cursor leads, or None for one that is refused."""
    try:
        return list(paging.after(search, cursor).compile().params.values())
    except BadRequest:
        return None


@bounded
@given(positions, st.integers(min_value=0), st.characters(codec="utf-8"), st.text())
def test_a_cursor_leads_where_it_was_issued_or_nowhere(
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


@bounded
@given(st.integers(EARLIEST, LATEST))
def test_a_year_is_shown_without_a_sign(year: int):
    number, _, era = dated(year).partition(" ")
    assert (number.isdecimal(), -int(number) if era == "BC" else int(number)) == (True, year)


def accepted(**fields: object) -> dict[str, object] | None:
    try:
        return BookChange.model_validate(fields).sent()
    except ValidationError:
        return None


@bounded
@given(st.text("aZ09-_", max_size=201) | st.text() | st.text("aZ09-_").map("{}\n".format))
def test_a_slug_is_one_to_two_hundred_plain_characters(slug: str):
    plain = re.fullmatch("[-a-zA-Z0-9_]{1,200}", slug)
    assert accepted(slug=slug) == ({"slug": slug} if plain else None)


@bounded
@given(cells | st.text(" \x1f\x85\ufeffx", max_size=210))
def test_a_title_is_kept_without_the_space_around_it(title: str):
    kept = with_lf(title).strip()
    fits = len(kept) <= 200 and "\0" not in kept and not is_blank(kept)
    assert accepted(title=title) == ({"title": kept} if fits else None)


@bounded
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


@bounded
@given(variables, values.filter(lambda value: "\0" not in value))
def test_any_variable_is_understood_or_refused_in_one_line(variable: str, value: str):
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
    assert code in (None, config.CANNOT_START)
