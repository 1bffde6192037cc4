"""The lines of the split into services, and the share of code that imports the framework, also
through own modules."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row


def rows() -> Iterator[Row]:
    split = recorded("split")["split"]
    yield Row(
        "split, lines", {side: split[side]["lines"] for side in SIDES}, "lines", "nox -s split"
    )
    facts = recorded("migration")["coupling"]
    tied = {side: share(facts[side], "coupled_lines", "indirect_lines") for side in SIDES}
    yield Row("code tied to the framework", tied, "%", "nox -s migration")


def share(coupling: dict, *parts: str) -> float:
    """In per cent. A module that imports the framework through another of ours is tied too."""
    return 100 * sum(coupling[part] for part in parts) / coupling["lines"]
