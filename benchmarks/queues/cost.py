"""What a queue costs before it does anything: packages, lines of set-up and processes."""

from __future__ import annotations

from benchmarks.lock import closure
from benchmarks.queues.subjects import Subject
from benchmarks.source import piece


def cost(subject: Subject) -> dict:
    """Packages that come on top of the framework and its driver of PostgreSQL; processes beside web and database."""
    return {
        "packages": sorted(closure(*subject.packages) - closure(*subject.base)),
        "lines": sum(piece(f"benchmarks/queues/{one}").lines for one in subject.written),
        "processes": subject.processes,
    }
