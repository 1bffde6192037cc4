"""What a queue costs before it does anything: packages, lines of set-up and processes."""

from __future__ import annotations

from benchmarks.common.lock import closure
from benchmarks.common.source import piece
from experiments.queues.subjects import Subject


def cost(subject: Subject) -> dict:
    """Packages that come on top of the framework and its driver of PostgreSQL; processes beside web
    and database."""
    return {
        "packages": sorted(closure(*subject.packages) - closure(*subject.base)),
        "lines": sum(piece(f"experiments/queues/{one}").lines for one in subject.written),
        "processes": subject.processes,
    }
