"""Reads the journal of the jobs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    at: float
    pid: int
    word: str
    name: str


def entries(journal: Path) -> list[Entry]:
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    return [
        Entry(float(at), int(pid), word, name)
        for at, pid, word, name in (line.split(" ") for line in lines)
    ]
