"""The jobs for every queue: they record their work in a journal, so that the queues need not be
queried."""

from __future__ import annotations

import os
import time
from pathlib import Path

LONGEST = 60.0  # seconds, so that a job that is never released ends too


def journal() -> Path:
    return Path(os.environ["QUEUE_JOURNAL"])


def opening(file: Path) -> Path:
    """The file that releases the held jobs of a journal."""
    return file.with_suffix(".open")


def clock() -> float:
    """The same in every process of this machine."""
    return time.monotonic()


def note(word: str, name: str) -> None:
    """A line in one write, which the system appends atomically."""
    line = f"{clock()} {os.getpid()} {word} {name}\n"
    descriptor = os.open(journal(), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


def mark(name: str) -> None:
    """An empty job."""
    note("begun", name)


def hold(name: str) -> None:
    """A job that lasts until its journal is released."""
    note("begun", name)
    end = clock() + LONGEST
    while not opening(journal()).exists() and clock() < end:
        time.sleep(0.002)
    note("ended", name)
