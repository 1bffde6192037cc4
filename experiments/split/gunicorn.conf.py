"""As in deploy/; the worker also records the tables that it reads and writes, and its modules at
the end."""

import json
import os
import sqlite3
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

globals().update(run_path(str(Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py")))

NOTES = Path(os.environ["SPLIT_NOTES"])
VERBS = {
    sqlite3.SQLITE_READ: "reads",
    **dict.fromkeys(
        (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE), "writes"
    ),
}


def watched(connect: Any) -> Any:
    """SQLite calls an authorizer for each table of a statement; ours allows all."""
    seen: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, *rest: object) -> int:
        verb = VERBS.get(action)
        if verb and table and not table.startswith("sqlite_") and (verb, table) not in seen:
            seen.add((verb, table))
            with NOTES.with_suffix(".tables").open("a", encoding="utf-8") as file:
                file.write(f"{verb} {table}\n")
        return sqlite3.SQLITE_OK

    def connect_and_watch(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*args, **options)
        connection.set_authorizer(note)
        return connection

    return connect_and_watch


def post_fork(server: object, worker: object) -> None:
    sqlite3.dbapi2.connect = watched(sqlite3.dbapi2.connect)  # where both sides look it up


def worker_exit(server: object, worker: object) -> None:
    NOTES.with_suffix(".modules").write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")
