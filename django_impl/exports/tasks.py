"""Writes an export, and queues those with an expired lease again."""

import logging
import time
from collections.abc import Iterable, Iterator

from django import VERSION
from django.conf import settings
from django.db import close_old_connections

from books import csv_export as catalogue
from books.models import Book
from exports import content
from exports.models import Export

if VERSION >= (6,):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]

MAX_ATTEMPTS = 3  # workers that may die over an export
logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """The lease of this worker has expired, and another worker has the export."""


def renewing(export: Export, lines: Iterable[str]) -> Iterator[str]:
    """Pass the lines on, and renew the lease before it expires."""
    renewed = time.monotonic()
    for line in lines:
        if time.monotonic() - renewed > settings.EXPORT_LEASE / 3:
            if not export.renew():
                raise LeaseLost
            renewed = time.monotonic()
        yield line


@task
def write(export_id: str) -> None:
    """A message may be a duplicate, late, or for a deleted export: only a queued one is written."""
    export = Export.objects.defer("content").filter(pk=export_id).first()
    if export is None or not export.claim():
        return
    try:
        with content.gathered(renewing(export, catalogue.lines(Book.objects.all()))) as file:
            if not export.finish(file):
                raise LeaseLost
    except LeaseLost:
        logger.warning("export %s was taken over by another worker", export)
    except Exception:
        logger.exception("export %s failed", export)
        close_old_connections()  # a broken connection could not store it
        export.fail()


def sweep() -> None:
    """Queue exports with an expired lease again, or fail them; delete old ones."""
    for export in Export.objects.silent():
        if export.state == Export.State.RUNNING and export.attempts >= MAX_ATTEMPTS:
            if export.give_up():
                logger.error("export %s failed: %s workers died over it", export, MAX_ATTEMPTS)
        elif export.give_back():
            logger.warning("export %s is queued again", export)
            write.enqueue(str(export.pk))
    if Export.objects.old().exists():  # checked first, because a delete takes SQLite's write lock
        Export.objects.old().delete()
