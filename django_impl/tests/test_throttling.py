"""After too many failures a client must wait, for any spelling of the name, with or without
Redis."""

import socket
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accounts import throttling
from accounts.models import User
from core import connections

PASSWORD = "quiet-otter-sings-42"


@pytest.fixture(autouse=True)
def two_failures(db: None, settings):
    settings.LOGIN_FAILURES, settings.REDIS_URL = 2, ""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_user("reader", password=PASSWORD)
    caches["default"].clear()
    throttling.Redis.pause_ends = 0


def sign_in(username: str = "reader", password: str = "wrong", **meta: Any):
    return Client(**meta).post(
        "/login/", {"username": username, "password": password, "next": "/books/"}
    )


def statuses(*passwords: str) -> list[int]:
    return [sign_in(password=password).status_code for password in passwords]


def test_after_too_many_failures_no_password_is_checked(monkeypatch: pytest.MonkeyPatch):
    assert statuses("wrong", "wrong") == [401, 401]
    # Must not be called
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", None)
    response = sign_in(password=PASSWORD)
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (429, True)
    assert 590 <= int(response["Retry-After"]) <= 600
    page = response.content.decode()
    assert '<p class="error" role="alert">Too many failed attempts. Try again later.</p>' in page
    assert [word in page for word in ('value="reader"', 'value="/books/"', PASSWORD)] == [
        True,
        True,
        False,
    ]


def test_a_sign_in_neither_counts_nor_clears():
    assert statuses(PASSWORD, PASSWORD, "wrong", PASSWORD, "wrong", PASSWORD) == [
        302,
        302,
        401,
        302,
        401,
        429,
    ]


def test_the_wait_ends(monkeypatch: pytest.MonkeyPatch):
    assert statuses("wrong", "wrong", PASSWORD) == [401, 401, 429]
    now = throttling.time.time
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now() + 600)
    assert statuses(PASSWORD) == [302]


def test_another_name_and_another_address_are_not_affected():
    statuses("wrong", "wrong")
    assert sign_in("nobody").status_code == 401
    assert sign_in(password=PASSWORD, REMOTE_ADDR="192.0.2.1").status_code == 302
    assert sign_in(password=PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 429


@pytest.mark.parametrize(
    "name", [" reader", "reader\u3000", "\uff52eader"], ids=["space", "wide space", "wide letter"]
)
def test_another_spelling_of_the_same_name_does_not_help(name: str):
    assert [sign_in(name, word).status_code for word in (PASSWORD, "wrong", "wrong")] == [
        302,
        401,
        401,
    ]
    assert statuses(PASSWORD) == [429]


def test_a_long_name_is_handled():
    name = "x" * 900_000
    assert [sign_in(name).status_code for _ in range(3)] == [401, 401, 429]
    assert max(map(len, throttling.sign_ins().names((name, "")))) < 80


@pytest.fixture
def said(settings, caplog: pytest.LogCaptureFixture):
    """The log lines about a Redis that does not listen."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.REDIS_URL = f"redis://:secret@127.0.0.1:{taken.getsockname()[1]}/0"
        settings.CACHES = settings.CACHES | {"shared": connections.redis_cache(settings.REDIS_URL)}
        yield lambda: [
            record.getMessage() for record in caplog.records if record.name == "accounts.throttling"
        ]


def test_without_its_redis_a_process_counts_alone_and_says_so_once(said):
    assert statuses(PASSWORD, "wrong", "wrong", PASSWORD) == [302, 401, 401, 429]
    (line,) = said()
    assert ("Redis fails" in line, "secret" in line) == (True, False)


def test_a_failed_redis_is_tried_again(said, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(throttling, "RETRY_INTERVAL", 0)
    statuses(PASSWORD, PASSWORD)
    assert len(said()) == 2


def test_processes_with_one_redis_count_together(settings):
    own = settings.CACHES["default"]
    settings.REDIS_URL = "redis://shared"
    settings.CACHES = {"default": own, "shared": own | {"LOCATION": "shared"}}
    for _ in range(2):
        assert statuses("wrong") == [401]
        caches["default"].clear()  # from here on this acts as another process
    assert statuses(PASSWORD) == [429]
