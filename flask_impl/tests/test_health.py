"""A database that hangs makes the application not ready, and costs one thread for any number of
probes."""

import threading
import time

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from flask_impl.core.extensions import db


@pytest.fixture
def released(app: Flask):
    """Makes the database hang until this event is set."""
    released = threading.Event()

    def hang(*args: object) -> None:
        released.wait(20)

    with app.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_cursor_execute", hang)
    yield released
    released.set()
    # Its connection is returned before the engine is disposed
    app.extensions["health"].response.result(5)
    event.remove(engine, "before_cursor_execute", hang)


def test_a_database_that_hangs_is_reported_within_a_second(app, released):
    began = time.monotonic()
    assert app.test_client().get("/readyz").status_code == 503
    assert time.monotonic() - began < 1


def test_one_thread_waits_for_it(app, released):
    before = {*threading.enumerate()}  # one of the previous case may be about to end
    for _ in range(3):
        app.test_client().get("/readyz")
    assert len({*threading.enumerate()} - before) == 1


def test_it_is_ready_again_when_the_database_is(app, released):
    client = app.test_client()
    client.get("/readyz")
    released.set()
    end = time.monotonic() + 5
    while client.get("/readyz").status_code != 200 and time.monotonic() < end:
        time.sleep(0.01)
    assert client.get("/readyz").status_code == 200
