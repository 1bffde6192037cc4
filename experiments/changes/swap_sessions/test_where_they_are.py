"""Sessions are in Redis if it is configured, for all servers, and not in the database."""

from __future__ import annotations

from experiments.changes.swap_sessions.acts import change_password, status
from experiments.changes.swap_sessions.redis import kept

TABLES = {"flask": "sign_ins", "django": "django_session"}


def test_signing_in_leaves_no_row_in_the_database(implementation, pair, at_first):
    assert at_first("reader").get("/account/").status_code == 200
    assert pair.databases[0].rows(TABLES[implementation.name]) == {TABLES[implementation.name]: []}


def test_a_session_is_good_on_every_server_that_shares_the_redis(pair, at_first):
    other = pair.also_at_the_second(at_first("editor"))
    assert other.get("/api/me/").json()["username"] == "editor"
    # A form with the token of this session
    assert change_password(other, "wrong", "violet-harbour-93-lantern") == 422


def test_redis_holds_text_and_nothing_that_would_be_run(pair, at_first):
    at_first("reader")
    values = [value for value in kept(pair.redis_url) if not value.isdigit()]
    assert values
    assert not [value for value in values if not value.decode("ascii").isprintable()]


def test_without_a_redis_sessions_are_rows_as_before(implementation, server, database, signed_in):
    table = TABLES[implementation.name]
    before = len(database.rows(table)[table])
    assert status(signed_in("reader")) == 200
    assert len(database.rows(table)[table]) > before
