"""The readiness check ends in time and uses one thread."""

import threading
import time
from unittest.mock import MagicMock, Mock

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core import health


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch):
    """Make queries hang, as on a stopped server, until this event is set."""
    released, asked = threading.Event(), list[health.Question]()

    def hang(question: health.Question) -> None:
        asked.append(question)
        released.wait(10)

    monkeypatch.setattr(health.Question, "run", hang)
    yield released, asked
    released.set()


def test_a_hanging_server_is_reported_in_time_and_one_thread_waits(hanging):
    _, asked = hanging
    asker, begun = health.Asker(), time.monotonic()
    assert [asker.ask().answered, asker.ask().answered] == [False, False]
    assert time.monotonic() - begun < 2
    assert len(asked) == 1


def test_after_an_outage_it_is_queried_again(hanging):
    released, asked = hanging
    asker = health.Asker()
    asker.ask()
    released.set()
    asked[0].join(10)
    asker.ask()
    assert len(asked) == 2


def test_pending_migrations_are_not_checked_again_once_there_are_none(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    asked = Mock(side_effect=[True, False])
    monkeypatch.setattr(health, "lacks_migrations", asked)
    # A thread is not part of the test's transaction
    monkeypatch.setattr(health, "connection", MagicMock())
    monkeypatch.setattr(health.Question, "pending", True)
    questions = [health.Question() for _ in range(4)]
    for question in questions:
        question.run()
    assert [question.pending for question in questions] == [False] * 4
    assert asked.call_count == 2


def test_a_missing_migration_is_pending(db: None):
    assert not health.lacks_migrations()
    MigrationRecorder(connection).record_unapplied("exports", "0001_initial")
    assert health.lacks_migrations()
