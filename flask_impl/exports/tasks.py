"""Writes one export: takes its lease, reads the books in batches, stores the file and the state
together."""

import csv
import io
import logging
import time
from array import array
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import current_app
from sqlalchemy import select

from flask_impl.books.csv_export import COLUMNS, cell
from flask_impl.books.models import Book
from flask_impl.core.extensions import db
from flask_impl.core.outages import is_away, reason
from flask_impl.exports import leases
from flask_impl.exports.leases import Lease, LeaseLost

BATCH_SIZE = 1000

logger = logging.getLogger(__name__)


def books() -> Iterator[list[Book]]:
    """Each book once, in the order at the beginning; a transaction lasts no longer than one
    batch."""
    ids = array(
        "i",
        db.session.scalars(
            select(Book.id).order_by(Book.title, Book.id).execution_options(yield_per=BATCH_SIZE)
        ),
    )
    for start in range(0, len(ids), BATCH_SIZE):
        batch = ids[start : start + BATCH_SIZE]
        found = {
            book.id: book for book in db.session.scalars(select(Book).where(Book.id.in_(batch)))
        }
        yield [found[book_id] for book_id in batch if book_id in found]
        db.session.rollback()


def write_csv(file: IO[bytes], between: Callable[[], None]) -> None:
    """Write the whole catalogue; ``between`` is called after each batch and may raise."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for batch in books():
        writer.writerows([cell(book, column) for column in COLUMNS] for book in batch)
        between()
    text.detach()  # flushes, and leaves the file open


class Stopping(Exception):
    """The worker has been asked to stop."""


class Pulse:
    """Renews a lease when a third of it has passed, unless the worker should stop."""

    def __init__(self, lease: Lease, stopping: Callable[[], bool]) -> None:
        self.lease, self.stopping = lease, stopping
        self.renewed_at = time.monotonic()

    def __call__(self) -> None:
        if self.stopping():
            raise Stopping
        if (
            time.monotonic() - self.renewed_at
            > current_app.config["EXPORT_LEASE"].total_seconds() / 3
        ):
            self.lease.renew()
            self.renewed_at = time.monotonic()


def write(export_id: str, stopping: Callable[[], bool], queue_again: Callable[[str], None]) -> None:
    lease = leases.take(export_id)
    if lease is None:
        return
    try:
        with TemporaryFile() as file:
            write_csv(file, Pulse(lease, stopping))
            lease.finish(file)
    except LeaseLost:
        logger.warning("export %s was given to another worker", export_id)
    except Stopping:
        lease.give_back()
        queue_again(export_id)
    except Exception as error:
        db.session.rollback()
        # Once it is back, the lease has expired, and the export is written again
        if is_away(error):
            logger.warning("export %s is left for later: %s", export_id, reason(error))
            return
        logger.exception("export %s failed", export_id)
        lease.fail()
