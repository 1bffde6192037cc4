"""Whether the database answers is found out in time, by one thread."""

import threading
import time

import pytest

from config import health


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch):
    """Let questions hang, as they do on a server that has been stopped, until this event is set."""
    released, asked = threading.Event(), list[health.Question]()

    def hang(question: health.Question) -> None:
        asked.append(question)
        released.wait(10)

    monkeypatch.setattr(health.Question, "run", hang)
    yield released, asked
    released.set()


def test_who_asks_a_server_that_hangs_is_told_in_time_and_one_thread_waits(hanging):
    _, asked = hanging
    asker, begun = health.Asker(), time.monotonic()
    assert [asker.ask().answered, asker.ask().answered] == [False, False]
    assert time.monotonic() - begun < 2
    assert len(asked) == 1


def test_when_it_goes_on_it_is_asked_again(hanging):
    released, asked = hanging
    asker = health.Asker()
    asker.ask()
    released.set()
    asked[0].join(10)
    asker.ask()
    assert len(asked) == 2
