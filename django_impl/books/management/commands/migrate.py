"""`manage.py migrate` under a lock: of several that start together one does the work, the others
wait."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import locks
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK = 0x626F6F6B  # any number that no other application uses in this database
TIMEOUT = 600  # seconds


def wait_for(take: Callable[[], bool]) -> None:
    end = time.monotonic() + TIMEOUT
    while not take():
        if time.monotonic() > end:
            raise CommandError(f"Another migration has been running for {TIMEOUT} s.")
        time.sleep(0.2)


@contextmanager
def locked(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Both kinds of lock are released when their process ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:

            def ask(function: str) -> bool:
                cursor.execute(f"SELECT {function}(%s)", [LOCK])
                return cursor.fetchone()[0]

            wait_for(lambda: ask("pg_try_advisory_lock"))
            try:
                yield
            finally:
                ask("pg_advisory_unlock")
    # a SQLite file: lock its folder, because a lock on the file itself would release SQLite's own
    else:
        folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
        try:
            wait_for(lambda: locks.lock(folder, locks.LOCK_EX | locks.LOCK_NB))
            yield
        finally:
            os.close(folder)


class Command(migrate.Command):
    def handle(self, *args: Any, database: str = DEFAULT_DB_ALIAS, **options: Any) -> None:
        with locked(connections[database]):
            super().handle(*args, database=database, **options)
