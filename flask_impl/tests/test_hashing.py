"""Passwords are hashed by few threads that give way; who finds no room is asked to come again, and
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
from flask_impl.accounts.hashers import Place, threads_of_process
from flask_impl.accounts.models import User
from flask_impl.core.extensions import db


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place with one thread that works and one task that waits."""
    place, begun, go_on = Place(1), threading.Event(), threading.Event()
    monkeypatch.setattr(hashing, "place", place)

    def work() -> None:
        begun.set()
        go_on.wait(20)

    with ThreadPoolExecutor(2) as others:
        others.submit(place.run, work)
        assert begun.wait(5)
        others.submit(place.run, work)
        while place.pool._work_queue.qsize() < 1:
            threading.Event().wait(0.01)
        yield
        go_on.set()
    place.pool.shutdown()


def test_who_finds_no_room_is_refused_at_once(full):
    with pytest.raises(ServiceUnavailable):
        hashing.place.run(int)


def test_who_waits_for_too_long_is_told_so_and_keeps_the_room_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    monkeypatch.setattr(hashing, "patience", ContextVar("patience", default=3.0))  # as in a request
    place, go_on = hashing.Place(1), threading.Event()
    for _ in range(2):
        with pytest.raises(ServiceUnavailable):
            place.run(go_on.wait, 20)
    go_on.set()
    monkeypatch.setattr(hashing, "PATIENCE", 10)
    assert place.run(int, "7") == 7


def test_there_is_room_again_afterwards():
    place = Place(1)
    assert [place.run(int, "7") for _ in range(3)] == [7, 7, 7]
    with pytest.raises(ValueError, match="invalid literal"):
        place.run(int, "seven")
    assert place.run(int, "7") == 7
    place.pool.shutdown()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_its_threads_give_way_and_no_others():
    place = Place(1)
    assert (
        place.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        == hashing.LESS_URGENT
    )
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < hashing.LESS_URGENT
    ours = sorted(os.sched_getaffinity(0))
    # The other half is for pages
    assert sorted(place.run(os.sched_getaffinity, 0)) == ours[len(ours) // 2 :]
    place.pool.shutdown()


@pytest.mark.parametrize(("processes", "threads"), [("", 4), ("2", 2), ("3", 1), ("8", 1)])
def test_the_processes_of_a_server_share_the_processors(monkeypatch, processes: str, threads: int):
    monkeypatch.setattr(hashing.sys, "platform", "linux")
    monkeypatch.setattr(hashing.os, "sched_getaffinity", lambda pid: {0, 1, 2, 3}, raising=False)
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    assert threads_of_process() == threads


def test_a_refused_sign_in_is_told_to_come_again_and_counts_as_no_failure(app: Flask, full):
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    for _ in range(25):
        response = client.post("/login/", data={"username": "manager", "password": "wrong"})
        assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
        assert "<h1>Service Unavailable</h1>" in response.text


def test_a_right_password_of_a_weak_hash_lets_in_even_where_there_is_no_room_to_renew_it(
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
