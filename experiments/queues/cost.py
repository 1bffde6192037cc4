"""The fixed cost of a queue: packages, lines of set-up and processes."""

from __future__ import annotations

from benchmarks.common.lock import closure
from benchmarks.common.source import piece
from experiments.queues.subjects import Subject


def cost(subject: Subject) -> dict:
    """Packages in addition to the framework and its PostgreSQL driver; processes besides web and
    database."""
    return {
        "packages": sorted(closure(*subject.packages) - closure(*subject.base)),
        "lines": sum(piece(f"experiments/queues/{one}").lines for one in subject.written),
        "processes": subject.processes,
    }
