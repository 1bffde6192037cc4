"""Writes an export, and gives back those whose worker is silent."""

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

WORKERS = 3  # that may die over an export
logger = logging.getLogger(__name__)


class TakenOver(Exception):
    """This worker was silent for too long, and another one has the export."""


def renewing(export: Export, lines: Iterable[str]) -> Iterator[str]:
    """Hand the lines on, and renew the lease before it runs out."""
    renewed = time.monotonic()
    for line in lines:
        if time.monotonic() - renewed > settings.EXPORT_LEASE / 3:
            if not export.renew():
                raise TakenOver
            renewed = time.monotonic()
        yield line


@task
def write(export_id: str) -> None:
    """A message may come twice, late, or for an export that is gone: only a queued one is
    written."""
    export = Export.objects.defer("content").filter(pk=export_id).first()
    if export is None or not export.claim():
        return
    try:
        with content.gathered(renewing(export, catalogue.lines(Book.objects.all()))) as file:
            if not export.finish(file):
                raise TakenOver
    except TakenOver:
        logger.warning("export %s was taken over by another worker", export)
    except Exception:
        logger.exception("export %s failed", export)
        close_old_connections()  # a broken one could not store it
        export.fail()


def sweep() -> None:
    """Queue again what is silent, or end it; delete what is old."""
    for export in Export.objects.silent():
        if export.state == Export.State.RUNNING and export.attempts >= WORKERS:
            if export.give_up():
                logger.error("export %s failed: %s workers died over it", export, WORKERS)
        elif export.give_back():
            logger.warning("export %s is queued again", export)
            write.enqueue(str(export.pk))
    if Export.objects.old().exists():  # asked first, for a delete takes SQLite's lock
        Export.objects.old().delete()
