"""Passwords are hashed by few threads of low priority; when all are busy, a request gets 503."""

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
    """A full pool: one task runs and one waits, until this event is set."""
    pool, done, working = hashers.HashingPool(1), threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as clients:
        clients.submit(pool.run, lambda: working.set() or done.wait(10))  # type: ignore[func-returns-value]
        assert working.wait(10)
        clients.submit(pool.run, done.wait, 10)
        while pool.slots._value:  # the second is queued
            time.sleep(0.01)
        monkeypatch.setattr(hashers, "pool", pool)
        yield done
        done.set()


def test_as_many_tasks_may_wait_as_run_and_no_more(full: threading.Event):
    with pytest.raises(Busy):
        hashers.pool.run(print)


def test_a_full_pool_gives_503_which_does_not_count_as_a_failure(
    db: None, full, monkeypatch: pytest.MonkeyPatch
):
    counted: list[object] = []
    monkeypatch.setattr("accounts.throttling.count_failure", lambda *pair: counted.append(pair))
    response = Client(raise_request_exception=False).post(
        "/login/", {"username": "nobody", "password": PASSWORD}
    )
    assert (response.status_code, response["Retry-After"], counted) == (503, "1", [])


def test_afterwards_the_pool_has_free_slots(db: None, full: threading.Event):
    full.set()
    while hashers.pool.slots._value < 2:  # both have finished
        time.sleep(0.01)
    User.objects.create(username="reader")
    assert Client().post("/login/", {"username": "reader", "password": PASSWORD}).status_code == 401


def test_an_error_releases_its_slot():
    pool = hashers.HashingPool(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            pool.run(divmod, 1, 0)


def test_waiting_too_long_gives_503_and_keeps_the_slot_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(hashers, "QUEUE_TIMEOUT", 0.05)
    monkeypatch.setattr(
        hashers, "statement_timeout", ContextVar("statement_timeout", default=3.0)
    )  # as in a request
    pool, go_on = hashers.HashingPool(1), threading.Event()
    for _ in range(2):
        with pytest.raises(Busy):
            pool.run(go_on.wait, 20)
    go_on.set()
    monkeypatch.setattr(hashers, "QUEUE_TIMEOUT", 10)
    assert pool.run(int, "7") == 7


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_the_threads_have_a_lower_priority():
    own = os.getpriority(os.PRIO_PROCESS, 0)
    thread = hashers.HashingPool(1).run(os.getpriority, os.PRIO_PROCESS, 0)
    assert thread == max(own, hashers.NICENESS)  # also where the whole process has a low one
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
    ours = sorted(os.sched_getaffinity(0))
    assert (
        sorted(hashers.HashingPool(1).run(os.sched_getaffinity, 0)) == ours[len(ours) // 2 :]
    )  # the other half is for pages


@pytest.mark.parametrize(
    ("workers", "expected"), [("", 4), ("2", 2), ("3", 1), ("9", 1), ("0", 4), ("two", 4)]
)
def test_the_processors_are_shared_out(
    monkeypatch: pytest.MonkeyPatch, workers: str, expected: int
):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3}, raising=False)
    monkeypatch.setenv("WEB_CONCURRENCY", workers)
    assert hashers.thread_count() == expected
