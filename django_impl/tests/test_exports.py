"""An export is written once, by the holder of its lease; after a dead worker or a lost message it
is written again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db.models.functions import Now
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from books.models import Book
from exports import content, tasks
from exports.models import Export, lease

BEFORE = Now() - timedelta(seconds=1)


@pytest.fixture
def export(books) -> Export:
    books(3)
    return Export.objects.create(owner=User.objects.create(username="editor"), lease_ends=lease())


def work() -> None:
    """Run django-tasks-db's worker on the queued tasks."""
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


def stored(export: Export) -> str:
    return b"".join(content.read(Export.objects.filter(pk=export.pk))).decode()


def test_of_two_workers_one_gets_it(export: Export):
    rival = again(export)
    assert (export.claim(), rival.claim(), again(export).claim()) == (True, False, False)
    assert again(export).attempts == 1


def test_a_duplicate_message_is_ignored(export: Export):
    for _ in range(2):
        tasks.write.enqueue(str(export.pk))
        work()
        Book.objects.all().delete()  # so that writing it again would be visible
    assert (again(export).state, again(export).attempts) == ("done", 1)
    assert len(stored(export).splitlines()) == 4
    assert not DBTaskResult.objects.failed().exists()


def test_a_message_for_a_deleted_export_is_ignored(export: Export):
    tasks.write.enqueue(str(export.pk))
    export.delete()
    work()
    assert (DBTaskResult.objects.get().status, Export.objects.count()) == ("SUCCESSFUL", 0)


def silence(export: Export) -> None:
    Export.objects.filter(pk=export.pk).update(lease_ends=BEFORE)


def test_the_export_of_a_dead_worker_is_written_by_another(export: Export):
    export.claim()
    silence(export)
    tasks.sweep()
    work()
    assert (again(export).state, again(export).attempts) == ("done", 2)


def test_an_export_with_a_lost_message_gets_a_new_one(export: Export):
    silence(export)
    tasks.sweep()
    work()
    assert (again(export).state, again(export).attempts) == ("done", 1)


def test_an_export_with_a_valid_lease_is_not_changed(export: Export):
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
    assert (sweeper.give_back(), sweeper.give_up(), again(export).state) == (
        False,
        False,
        "running",
    )


def test_three_dead_workers_are_enough(export: Export):
    for attempt in range(tasks.MAX_ATTEMPTS):
        assert (again(export).claim(), again(export).attempts) == (True, attempt + 1)
        silence(export)
        tasks.sweep()
    assert again(export).state == "failed"


def test_a_slow_worker_does_not_overwrite_anything(export: Export):
    slow, other = export, again(export)
    slow.claim()
    silence(export)
    tasks.sweep()
    other.refresh_from_db()
    assert other.claim()
    with content.gathered(["mi", "ne"]) as file:
        assert (slow.renew(), slow.finish(file), slow.fail()) == (False, False, False)
    with content.gathered(["theirs"]) as file:
        assert other.finish(file)
    assert (again(export).state, stored(export)) == ("done", "theirs")


def test_a_worker_notices_that_it_was_taken_over(export: Export, settings):
    settings.EXPORT_LEASE = 0  # so that each line renews it
    export.claim()
    Export.objects.update(attempts=2)
    with pytest.raises(tasks.LeaseLost):
        list(tasks.renewing(export, ["line"]))


def test_the_lease_is_renewed_while_the_file_grows(export: Export, monkeypatch: pytest.MonkeyPatch):
    export.claim()
    silence(export)
    seconds = iter([0, 21, 21])
    monkeypatch.setattr(tasks, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    assert list(tasks.renewing(export, ["line"])) == ["line"]
    assert not Export.objects.silent().exists()


def test_an_error_fails_it_at_once_and_is_in_the_log(export: Export, monkeypatch, caplog):
    monkeypatch.setattr("books.csv_export.cells", None)
    tasks.write.enqueue(str(export.pk))
    work()
    assert (again(export).state, stored(export)) == ("failed", "")
    (record,) = [record for record in caplog.records if record.name == "exports.tasks"]
    assert record.exc_info


@pytest.mark.parametrize("text", ["", "short", "책" * 5, "a" * 7 + "é" * 9])
def test_a_file_is_stored_and_read_in_chunks(
    export: Export, monkeypatch: pytest.MonkeyPatch, text: str
):
    monkeypatch.setattr(content, "CHUNK_SIZE", 4)
    export.claim()
    with content.gathered(text) as file:
        assert export.finish(file)
    found = Export.objects.filter(pk=export.pk)
    assert (stored(export), content.size(found)) == (text, len(text.encode()))
    assert all(len(chunk) <= 4 for chunk in content.read(found))


def test_old_exports_are_deleted_and_unfinished_ones_are_not(export: Export, settings):
    settings.EXPORT_KEEP = 3600
    Export.objects.update(finished_at=Now() - timedelta(seconds=3500))
    tasks.sweep()
    assert Export.objects.exists()
    Export.objects.update(finished_at=None, created_at=Now() - timedelta(days=9))
    tasks.sweep()
    assert Export.objects.exists()
    Export.objects.update(finished_at=Now() - timedelta(seconds=3700))
    tasks.sweep()
    assert not Export.objects.exists()


def test_three_unfinished_exports_are_a_user_s_most(export: Export, signed_in):
    client, owner = signed_in("manager"), User.objects.get(username="manager")
    for state, times in (("done", 3), ("failed", 3), ("queued", 1), ("running", 1)):
        for _ in range(times):
            owner.exports.create(lease_ends=lease(), state=state)
    assert [client.post("/exports/").status_code for _ in range(2)] == [202, 429]
