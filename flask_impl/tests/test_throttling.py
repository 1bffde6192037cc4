"""After too many failures for one name from one address the next attempt is refused, with or
without Redis."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from flask_impl import create_app
from flask_impl.accounts import throttling
from flask_impl.accounts import views as accounts
from flask_impl.accounts.models import User
from flask_impl.core.extensions import db, limiter

SHOWN = '<p class="error" role="alert">Too many failed attempts. Try again later.</p>'


@pytest.fixture(params=["", "redis://127.0.0.1:1/0"], ids=["memory", "unreachable Redis"])
def redis_url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BOOKSHELF_REDIS_URL", request.param)
    monkeypatch.setattr(limiter, "_storage_dead", False)  # the one limiter serves every application
    return request.param


@pytest.fixture
def heard(redis_url: str, app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names whose passwords were checked; three failures are allowed, and ``right`` is the
    password of all users."""
    app.config.update(LOGIN_FAILURES="3 per 10 minutes", WTF_CSRF_ENABLED=False)
    names: list[str] = []

    def authenticate(username: str, password: str) -> User | None:
        names.append(username)
        return db.session.query(User).one() if password == "right" else None

    monkeypatch.setattr(accounts, "authenticate", authenticate)
    return names


@pytest.fixture
def sign_in(heard: list[str], app: Flask) -> Callable[..., TestResponse]:
    def post(
        username: str, password: str = "wrong", address: str = "192.0.2.1", **headers: str
    ) -> TestResponse:
        fields, client = (
            {"username": username, "password": password, "next": "/books/"},
            app.test_client(),
        )
        return client.post(
            "/login/", data=fields, headers=headers, environ_overrides={"REMOTE_ADDR": address}
        )

    return post


def fail(sign_in: Callable[..., TestResponse], username: str = "reader", times: int = 3) -> None:
    assert [sign_in(username).status_code for _ in range(times)] == [401] * times


def test_after_the_last_failure_nothing_is_checked(sign_in, heard):
    fail(sign_in)
    assert [sign_in("reader", password).status_code for password in ("wrong", "right")] == [
        429,
        429,
    ]
    assert heard == ["reader"] * 3


def test_the_response_is_the_form_with_the_time_to_wait(sign_in, app):
    fail(sign_in)
    response = sign_in("reader", "right")
    assert 590 <= int(response.headers["Retry-After"]) <= 600
    assert response.cache_control.no_store
    assert not {name for name, value in response.headers if name.startswith(("X-Rate", "WWW-"))}
    assert all(text in response.text for text in (SHOWN, 'name="next" value="/books/"'))
    assert (
        app.test_client().get("/login/", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code
        == 200
    )


def test_a_long_name_needs_no_more_memory_than_a_short_one(app):
    with app.test_request_context("/login/", method="POST"):
        assert len(throttling.pair("x" * 1_000_000)) == 64


def test_another_name_or_address_is_allowed_but_not_a_forwarded_one(sign_in):
    fail(sign_in)
    assert (
        sign_in(
            "reader", **{"X-Forwarded-For": "192.0.2.9", "Forwarded": "for=192.0.2.9"}
        ).status_code
        == 429
    )
    assert [sign_in(name).status_code for name in ("editor", "Reader", " \uff52eader\n")] == [
        401,
        401,
        429,
    ]
    assert sign_in("reader", "right", address="192.0.2.2").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "address"),
    [("0", "127.0.0.1"), ("1", "192.0.2.3"), ("2", "192.0.2.2"), ("4", "127.0.0.1")],
    ids=["none", "one", "two", "more than came"],
)
def test_the_address_is_the_one_that_our_own_proxies_report(
    monkeypatch, proxies: str, address: str
):
    monkeypatch.setenv("BOOKSHELF_TRUSTED_PROXIES", proxies)
    app, seen = create_app(), []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get(
        "/healthz", headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.2, 192.0.2.3"}
    )
    assert seen == [address]


ENTRIES = {
    "203.0.113.9:40001": "203.0.113.9",
    "[2001:DB8:0::1]:443": "2001:db8::1",
    "2001:db8::1": "2001:db8::1",
    "::ffff:203.0.113.9": "203.0.113.9",
    "fe80::1%eth0": "fe80::1",
    '"hidden, 203.0.113.9': "203.0.113.9",
    "203.0.113.9:port": "127.0.0.1",
    "[203.0.113.9": "127.0.0.1",
    "unknown": "127.0.0.1",
    "": "127.0.0.1",
}


@pytest.mark.parametrize(("entry", "address"), ENTRIES.items(), ids=ENTRIES)
def test_each_address_has_one_canonical_form(monkeypatch, entry: str, address: str):
    monkeypatch.setenv("BOOKSHELF_TRUSTED_PROXIES", "1")
    app, seen = create_app(), []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": entry})
    assert seen == [address]


def test_success_neither_counts_nor_clears(sign_in):
    fail(sign_in, times=2)
    assert [sign_in("reader", "right").status_code for _ in range(4)] == [302] * 4
    fail(sign_in, times=1)
    assert sign_in("reader", "right").status_code == 429


def test_the_log_names_an_outage_once(sign_in, redis_url, caplog):
    fail(sign_in)
    warnings = [line.message for line in caplog.records if line.levelno > logging.INFO]
    assert warnings == (
        ["Rate limit storage unreachable - falling back to in-memory storage"] if redis_url else []
    )


def test_a_count_that_fails_does_not_stop_signing_in(sign_in, redis_url, monkeypatch, caplog):
    def broken(*args: object, **options: object) -> bool:
        raise ConnectionError("gone between the test and the count")

    sign_in("editor")  # an unreachable Redis is noticed
    monkeypatch.setattr(limiter.limiter, "hit", broken)
    assert sign_in("reader").status_code == 401
    assert "Failed to deduct" in caplog.text
