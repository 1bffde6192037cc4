"""An export is written once, by whoever holds its lease; what a dead worker or a lost message left is done again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db.models.functions import Now
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from books.models import Book
from exports import tasks
from exports.models import Export, lease

BEFORE = Now() - timedelta(seconds=1)


@pytest.fixture
def export(books) -> Export:
    books(3)
    return Export.objects.create(owner=User.objects.create(username="editor"), lease_ends=lease())


def work() -> None:
    """Let django-tasks-db's worker do what waits."""
    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    ).run()


def again(export: Export) -> Export:
    """The export as another process reads it."""
    return Export.objects.get(pk=export.pk)


def test_of_two_workers_one_gets_it(export: Export):
    rival = again(export)
    assert (export.claim(), rival.claim(), again(export).claim()) == (True, False, False)
    assert again(export).attempts == 1


def test_a_message_that_comes_twice_does_no_harm(export: Export):
    for _ in range(2):
        tasks.write.enqueue(str(export.pk))
        work()
        Book.objects.all().delete()  # so that writing it once more would show
    assert (again(export).state, again(export).attempts) == ("done", 1)
    assert len(again(export).content.splitlines()) == 4
    assert not DBTaskResult.objects.failed().exists()


def test_a_message_for_an_export_that_is_gone_does_no_harm(export: Export):
    tasks.write.enqueue(str(export.pk))
    export.delete()
    work()
    assert (DBTaskResult.objects.get().status, Export.objects.count()) == ("SUCCESSFUL", 0)


def silence(export: Export) -> None:
    Export.objects.filter(pk=export.pk).update(lease_ends=BEFORE)


def test_what_a_dead_worker_left_is_written_by_another(export: Export):
    export.claim()
    silence(export)
    tasks.sweep()
    work()
    assert (again(export).state, again(export).attempts) == ("done", 2)


def test_what_waits_for_a_lost_message_gets_a_new_one(export: Export):
    silence(export)
    tasks.sweep()
    work()
    assert (again(export).state, again(export).attempts) == ("done", 1)


def test_what_is_not_silent_is_left_alone(export: Export):
    tasks.sweep()
    export.claim()
    tasks.sweep()
    assert (again(export).state, DBTaskResult.objects.count()) == ("running", 0)


def test_of_two_sweeps_one_gives_it_back(export: Export):
    silence(export)
    rival = again(export)
    assert (export.give_back(), rival.give_back()) == (True, False)


def test_a_worker_that_renews_in_between_keeps_it(export: Export):
    export.claim()
    silence(export)
    sweeper = again(export)
    export.renew()
    assert (sweeper.give_back(), sweeper.give_up(), again(export).state) == (False, False, "running")


def test_three_dead_workers_are_enough(export: Export):
    for attempt in range(tasks.WORKERS):
        assert (again(export).claim(), again(export).attempts) == (True, attempt + 1)
        silence(export)
        tasks.sweep()
    assert again(export).state == "failed"


def test_a_worker_that_was_only_slow_writes_over_nothing(export: Export):
    slow, other = export, again(export)
    slow.claim()
    silence(export)
    tasks.sweep()
    other.refresh_from_db()
    assert other.claim()
    assert (slow.renew(), slow.finish("mine"), slow.fail()) == (False, False, False)
    assert other.finish("theirs")
    assert (again(export).state, again(export).content) == ("done", "theirs")


def test_a_worker_notices_that_it_was_taken_over(export: Export, settings):
    settings.EXPORT_LEASE = 0  # so that each line renews it
    export.claim()
    Export.objects.update(attempts=2)
    with pytest.raises(tasks.TakenOver):
        list(tasks.renewing(export, ["line"]))


def test_the_lease_is_renewed_while_the_file_grows(export: Export, monkeypatch: pytest.MonkeyPatch):
    export.claim()
    silence(export)
    seconds = iter([0, 21, 21])
    monkeypatch.setattr(tasks, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    assert list(tasks.renewing(export, ["line"])) == ["line"]
    assert not Export.objects.silent().exists()


def test_an_error_fails_it_at_once_and_is_in_the_log(export: Export, monkeypatch, caplog):
    monkeypatch.setattr("books.export.cells", None)
    tasks.write.enqueue(str(export.pk))
    work()
    assert (again(export).state, again(export).content) == ("failed", "")
    (record,) = [record for record in caplog.records if record.name == "exports.tasks"]
    assert record.exc_info
