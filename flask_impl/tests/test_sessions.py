"""A session expires when it is idle and when it is old."""

from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy import update

from flask_impl.accounts import sessions
from flask_impl.accounts.models import SignIn, User
from flask_impl.core.extensions import db
from flask_impl.core.fields import now
from flask_impl.tests.conftest import SECRET, TOKEN


def set_back(app: Flask, **ages: timedelta) -> None:
    with app.app_context():
        db.session.execute(update(SignIn).values({name: now() - age for name, age in ages.items()}))
        db.session.commit()


def seen(app: Flask) -> timedelta:
    """The time since the last recorded use of the session."""
    with app.app_context():
        return now() - db.session.query(SignIn).one().seen_at


def test_it_lasts_while_it_is_used(app, manager):
    set_back(app, seen_at=timedelta(days=13), created_at=timedelta(days=89))
    assert manager.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("field", "days"), [("seen_at", 15), ("created_at", 91)], ids=["idle", "old"]
)
def test_it_ends(app, manager, field: str, days: int):
    set_back(app, **{field: timedelta(days=days)})
    assert manager.get("/account/").status_code == 302


@pytest.mark.parametrize(("idle", "pause"), [("1209600", 60), ("100", 10), ("30", 3)])
def test_its_use_is_recorded_at_intervals(app, manager, idle: str, pause: int):
    app.config["SESSION_IDLE"] = timedelta(seconds=int(idle))
    set_back(app, seen_at=timedelta(seconds=pause - 1))
    manager.get("/account/")
    assert seen(app) >= timedelta(seconds=pause - 1)
    set_back(app, seen_at=timedelta(seconds=pause))
    manager.get("/account/")
    assert seen(app) < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("path", "varies"), [("/books/", True), ("/healthz", False), ("/static/bookshelf.css", False)]
)
def test_a_response_varies_only_where_the_session_is_read(manager, path: str, varies: bool):
    response = manager.get(path)
    assert ("Cookie" in response.headers.get("Vary", ""), response.cache_control.no_store) == (
        varies,
        varies,
    )
    response.close()


def test_a_clock_that_is_behind_ends_no_session(app, monkeypatch):
    in_time = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: in_time(signer) + 30)
    set_back(app, seen_at=-timedelta(seconds=30), created_at=-timedelta(seconds=30))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = TOKEN
    monkeypatch.undo()
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(("days", "left"), [(13, 1), (15, 0)], ids=["in use", "idle"])
def test_the_command_deletes_what_has_ended(app, days: int, left: int):
    set_back(app, seen_at=timedelta(days=days))
    output = app.test_cli_runner().invoke(args=["clear-sessions"]).output
    with app.app_context():
        assert (db.session.query(SignIn).count(), output) == (
            left,
            f"{1 - left} sessions deleted\n",
        )


def test_no_other_session_is_deleted_when_somebody_signs_in(app):
    set_back(app, seen_at=timedelta(days=15))
    with app.test_request_context():
        sessions.sign_in(db.session.query(User).one())
        assert db.session.query(SignIn).count() == 2


def test_a_cacheable_file_does_not_move_a_session_to_the_new_key(app, manager):
    app.config.update(
        SECRET_KEY="another secret, as long as the first one was", SECRET_KEY_FALLBACKS=[SECRET]
    )
    with manager.get("/static/bookshelf.css") as file:
        assert "Set-Cookie" not in file.headers
    assert "Max-Age=1209600" in manager.get("/account/").headers["Set-Cookie"]
    assert "Set-Cookie" not in manager.get("/account/").headers
