"""Passwords are hashed by few threads of low priority; when all are busy, a request gets 503 and
nothing is lost."""

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest
from flask import Flask
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.security import generate_password_hash

from flask_impl.accounts import hashers as hashing
from flask_impl.accounts import passwords
from flask_impl.accounts.hashers import HashingPool, thread_count
from flask_impl.accounts.models import User
from flask_impl.core.extensions import db


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A full pool: one task runs and one waits."""
    pool, begun, go_on = HashingPool(1), threading.Event(), threading.Event()
    monkeypatch.setattr(hashing, "pool", pool)

    def work() -> None:
        begun.set()
        go_on.wait(20)

    with ThreadPoolExecutor(2) as others:
        others.submit(pool.run, work)
        assert begun.wait(5)
        others.submit(pool.run, work)
        while pool.executor._work_queue.qsize() < 1:
            threading.Event().wait(0.01)
        yield
        go_on.set()
    pool.executor.shutdown()


def test_a_full_pool_refuses_at_once(full):
    with pytest.raises(ServiceUnavailable):
        hashing.pool.run(int)


def test_waiting_too_long_gives_503_and_keeps_the_slot_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(hashing, "QUEUE_TIMEOUT", 0.05)
    monkeypatch.setattr(
        hashing, "statement_timeout", ContextVar("statement_timeout", default=3.0)
    )  # as in a request
    pool, go_on = hashing.HashingPool(1), threading.Event()
    for _ in range(2):
        with pytest.raises(ServiceUnavailable):
            pool.run(go_on.wait, 20)
    go_on.set()
    monkeypatch.setattr(hashing, "QUEUE_TIMEOUT", 10)
    assert pool.run(int, "7") == 7


def test_the_pool_has_free_slots_afterwards():
    pool = HashingPool(1)
    assert [pool.run(int, "7") for _ in range(3)] == [7, 7, 7]
    with pytest.raises(ValueError, match="invalid literal"):
        pool.run(int, "seven")
    assert pool.run(int, "7") == 7
    pool.executor.shutdown()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_only_its_threads_have_a_lower_priority():
    pool, own = HashingPool(1), os.getpriority(os.PRIO_PROCESS, 0)
    # Also where the whole process has a low one
    assert pool.run(os.getpriority, os.PRIO_PROCESS, 0) == max(own, hashing.NICENESS)
    assert os.getpriority(os.PRIO_PROCESS, 0) == own
    ours = sorted(os.sched_getaffinity(0))
    # The other half is for pages
    assert sorted(pool.run(os.sched_getaffinity, 0)) == ours[len(ours) // 2 :]
    pool.executor.shutdown()


@pytest.mark.parametrize(
    ("processes", "threads"), [("", 4), ("2", 2), ("3", 1), ("8", 1), ("0", 4), ("two", 4)]
)
def test_the_processes_of_a_server_share_the_processors(monkeypatch, processes: str, threads: int):
    monkeypatch.setattr(hashing.sys, "platform", "linux")
    monkeypatch.setattr(hashing.os, "sched_getaffinity", lambda pid: {0, 1, 2, 3}, raising=False)
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    assert thread_count() == threads


def test_a_refused_sign_in_gets_503_and_does_not_count_as_a_failure(app: Flask, full):
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    for _ in range(25):
        response = client.post("/login/", data={"username": "manager", "password": "wrong"})
        assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
        assert "<h1>Service Unavailable</h1>" in response.text


def test_a_correct_password_of_a_weak_hash_signs_in_even_if_the_pool_is_full(
    app: Flask, monkeypatch
):
    with app.app_context():
        weak = generate_password_hash("right", "pbkdf2:sha256:1000")
        db.session.query(User).update({"password_hash": weak})
        db.session.commit()

        def refuse(*arguments: object) -> None:
            raise ServiceUnavailable

        monkeypatch.setattr(passwords, "hash_password", refuse)
        assert passwords.authenticate("manager", "right")
        assert db.session.query(User.password_hash).scalar() == weak
