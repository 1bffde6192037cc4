"""Passwords are hashed by few threads of low priority; who comes when all have work is told to come
again."""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest
from django.test import Client

from accounts import hashers
from accounts.models import User
from core.outages import Busy

PASSWORD = "quiet-otter-sings-42"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch):
    """A place in which one works and one waits, until this event is set."""
    place, done, working = hashers.Place(1), threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as clients:
        clients.submit(place.run, lambda: working.set() or done.wait(10))  # type: ignore[func-returns-value]
        assert working.wait(10)
        clients.submit(place.run, done.wait, 10)
        while place.room._value:  # the second has come in
            time.sleep(0.01)
        monkeypatch.setattr(hashers, "place", place)
        yield done
        done.set()


def test_there_is_room_for_as_many_as_work(full: threading.Event):
    with pytest.raises(Busy):
        hashers.place.run(print)


def test_whoever_finds_no_room_is_told_so_and_has_not_failed(
    db: None, full, monkeypatch: pytest.MonkeyPatch
):
    counted: list[object] = []
    monkeypatch.setattr("accounts.throttling.count_failure", lambda *pair: counted.append(pair))
    response = Client(raise_request_exception=False).post(
        "/login/", {"username": "nobody", "password": PASSWORD}
    )
    assert (response.status_code, response["Retry-After"], counted) == (503, "1", [])


def test_afterwards_there_is_room_again(db: None, full: threading.Event):
    full.set()
    while hashers.place.room._value < 2:  # both have gone
        time.sleep(0.01)
    User.objects.create(username="reader")
    assert Client().post("/login/", {"username": "reader", "password": PASSWORD}).status_code == 401


def test_an_error_leaves_its_place():
    place = hashers.Place(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            place.run(divmod, 1, 0)


def test_who_waits_for_too_long_is_told_so_and_keeps_the_room_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(hashers, "PATIENCE", 0.05)
    monkeypatch.setattr(hashers, "patience", ContextVar("patience", default=3.0))  # as in a request
    place, go_on = hashers.Place(1), threading.Event()
    for _ in range(2):
        with pytest.raises(Busy):
            place.run(go_on.wait, 20)
    go_on.set()
    monkeypatch.setattr(hashers, "PATIENCE", 10)
    assert place.run(int, "7") == 7


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_the_threads_let_others_come_first():
    def nice() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert hashers.Place(1).run(nice) == hashers.LESS_URGENT
    assert nice() < hashers.LESS_URGENT
    ours = sorted(os.sched_getaffinity(0))
    assert (
        sorted(hashers.Place(1).run(os.sched_getaffinity, 0)) == ours[len(ours) // 2 :]
    )  # the other half is for pages


@pytest.mark.parametrize(("workers", "expected"), [("", 4), ("2", 2), ("3", 1), ("9", 1)])
def test_the_processors_are_shared_out(
    monkeypatch: pytest.MonkeyPatch, workers: str, expected: int
):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3}, raising=False)
    monkeypatch.setenv("WEB_CONCURRENCY", workers)
    assert hashers.threads() == expected
