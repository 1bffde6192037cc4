"""Records each statement that reaches SQLite, in a separate pass that is not measured."""

from __future__ import annotations

import sqlite3
from sqlite3 import dbapi2
from typing import Any


class Statements:
    """From its creation on it records the statements of every new connection of this process."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        """The first word of each statement, such as SELECT or PRAGMA; of a SELECT without a table,
        its second."""
        self.reading: list[str] = []
        """Each SELECT from a table, whole."""
        connect = dbapi2.connect

        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection = connect(*arguments, **options)
            connection.set_trace_callback(self.note)
            return connection

        dbapi2.connect = sqlite3.connect = watched  # type: ignore[assignment]

    def note(self, statement: str) -> None:
        if not statement.startswith("--"):  # what a trigger runs
            words = statement.upper().split()
            reads = words[0] == "SELECT" and "FROM" in words
            self.seen.append(words[1] if words[0] == "SELECT" and not reads else words[0])
            self.reading += [statement] if reads else []

    def clear(self) -> None:
        self.seen.clear()
        self.reading.clear()
