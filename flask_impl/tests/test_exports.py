"""Only one worker writes an export, whatever happens to the others."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import TimeoutError

from flask_impl.accounts.models import User
from flask_impl.books.csv_export import COLUMNS
from flask_impl.core.extensions import db
from flask_impl.core.fields import now
from flask_impl.exports import content, leases, worker
from flask_impl.exports import tasks as job
from flask_impl.exports.leases import MAX_ATTEMPTS, Lease, LeaseLost
from flask_impl.exports.models import Export, State
from flask_impl.exports.queue import Queue, queue
from flask_impl.exports.worker import Sweeper


@pytest.fixture(autouse=True)
def context(app: Flask):
    with app.app_context():
        yield


@pytest.fixture
def export_id() -> str:
    """A queued export without a message."""
    export = Export(user_id=db.session.query(User).one().id, lease_until=leases.lease_end())
    db.session.add(export)
    db.session.commit()
    return export.id


def stored(export_id: str) -> Export:
    db.session.expire_all()
    return db.session.get_one(Export, export_id)


def take(export_id: str) -> Lease:
    lease = leases.take(export_id)
    assert lease
    return lease


def let_the_lease_run_out() -> None:
    db.session.execute(update(Export).values(lease_until=now() - timedelta(seconds=1)))
    db.session.commit()


def write(export_id: str, stopping: bool = False) -> list[str]:
    """Write as a worker does; return the ids that it queues again."""
    again: list[str] = []
    job.write(export_id, lambda: stopping, again.append)
    return again


def fail(*args: object) -> None:
    raise TimeoutError("QueuePool limit")


def test_it_is_taken_once(export_id):
    assert [bool(leases.take(export_id)) for _ in range(3)] == [True, False, False]
    assert (stored(export_id).state, stored(export_id).attempts) == (State.running, 1)


def test_the_file_has_each_book_in_order(add_books, export_id):
    add_books(job.BATCH_SIZE + 1)
    write(export_id)
    rows = list(csv.reader(io.StringIO((stored(export_id).content or b"").decode(), newline="")))
    titles = [f"Book {number:05}" for number in range(job.BATCH_SIZE + 1)]
    assert (rows[0], [row[0] for row in rows[1:]]) == (list(COLUMNS), titles)


def test_a_duplicate_message_changes_nothing(export_id):
    write(export_id)
    first = stored(export_id).finished_at
    write(export_id)
    assert (stored(export_id).finished_at, stored(export_id).attempts) == (first, 1)


def test_a_worker_with_a_valid_lease_keeps_its_export(export_id):
    leases.take(export_id)
    assert leases.take_back() == []
    assert stored(export_id).state == State.running


def test_an_expired_lease_goes_to_another_worker(export_id):
    slow = take(export_id)
    let_the_lease_run_out()
    assert leases.take_back() == [export_id]
    present = take(export_id)
    for late in (slow.renew, slow.fail, slow.give_back, lambda: slow.finish(io.BytesIO(b"late"))):
        with pytest.raises(LeaseLost):
            late()
    present.finish(io.BytesIO(b"in time"))
    assert (stored(export_id).state, stored(export_id).content) == (State.done, b"in time")


def test_the_file_is_written_and_read_in_chunks(export_id, monkeypatch):
    monkeypatch.setattr(content, "CHUNK_SIZE", 4)
    take(export_id).finish(io.BytesIO(b"\0in pieces\xff"))
    assert (content.size(export_id), list(content.read(export_id))) == (
        11,
        [b"\0in ", b"piec", b"es\xff"],
    )
    assert stored(export_id).content == b"\0in pieces\xff"


def test_work_renews_the_lease(add_books, export_id):
    add_books(1)
    lease = take(export_id)
    let_the_lease_run_out()
    pulse = job.Pulse(lease, lambda: False)
    pulse.renewed_at -= 21  # of the 60 seconds of a lease
    job.write_csv(io.BytesIO(), pulse)
    assert leases.take_back() == []


def test_it_fails_when_three_workers_have_died_over_it(export_id):
    for _ in range(MAX_ATTEMPTS):
        assert leases.take(export_id)
        let_the_lease_run_out()
        queued = leases.take_back()
    assert (queued, stored(export_id).state) == ([], State.failed)


def test_an_error_ends_it_at_once(export_id, monkeypatch, caplog):
    monkeypatch.setattr(job, "books", lambda: 1 / 0)
    write(export_id)
    assert (stored(export_id).state, stored(export_id).lease_until) == (State.failed, None)
    assert "ZeroDivisionError" in caplog.text


def test_a_worker_that_is_asked_to_stop_releases_it(add_books, export_id):
    add_books(1)
    assert write(export_id, stopping=True) == [export_id]
    assert (stored(export_id).state, stored(export_id).attempts) == (State.queued, 0)


@pytest.fixture
def sweeper() -> Sweeper:
    queue().stopping.set()  # otherwise it pauses after each round
    return Sweeper(queue(), queue().stopping, 1, False)


def test_a_lost_message_is_queued_again(export_id, sweeper):
    sweeper.loop()
    assert queue().storage.queue_size() == 0
    let_the_lease_run_out()
    sweeper.loop()
    assert queue().storage.queue_size() == 1


def test_old_exports_are_deleted(app, export_id, sweeper):
    write(export_id)
    sweeper.loop()
    assert stored(export_id).state == State.done
    app.config["EXPORT_KEEP"] = timedelta(0)
    sweeper.loop()
    assert db.session.query(Export).count() == 0


def test_an_unfinished_export_is_never_old(app, export_id, sweeper):
    app.config["EXPORT_KEEP"] = timedelta(0)
    sweeper.loop()
    assert stored(export_id).state == State.queued


def test_an_outage_leaves_an_export_to_a_later_worker(export_id, monkeypatch, caplog):
    monkeypatch.setattr(job, "write_csv", fail)
    write(export_id)
    assert stored(export_id).state == State.running
    assert "is left for later: QueuePool limit" in caplog.text
    assert "Traceback" not in caplog.text


def test_an_outage_is_one_line_per_attempt(caplog, sweeper, monkeypatch):
    monkeypatch.setattr(leases, "take_back", fail)
    monkeypatch.setattr(Queue, "dequeue", fail)
    sweeper.loop()
    worker.Consumer(queue())._create_worker().loop()
    assert [
        record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")
    ] == [
        "no sweep: QueuePool limit",
        "Error reading from queue: QueuePool limit",
    ]
    assert "Traceback" not in caplog.text


def test_a_sweep_survives_an_outage(export_id, sweeper, monkeypatch, caplog):
    let_the_lease_run_out()
    monkeypatch.setattr(Queue, "enqueue", lambda *message: 1 / 0)
    sweeper.loop()
    assert "ZeroDivisionError" in caplog.text
