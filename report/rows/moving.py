"""The split into services, and the share of code that is coupled to the framework."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row

SERVICES = ("accounts", "catalogue")


def rows() -> Iterator[Row]:
    split = recorded("split")["split"]
    yield Row(
        "split, lines", {side: split[side]["lines"] for side in SIDES}, "lines", "nox -s split"
    )
    memory = {side: sum(split[side]["memory"][service] for service in SERVICES) for side in SIDES}
    yield Row("split, memory", memory, "MB", "nox -s split")
    facts = recorded("migration")
    tied = {
        side: 100 * facts["coupling"][side]["coupled_lines"] / facts["coupling"][side]["lines"]
        for side in SIDES
    }
    yield Row("code tied to the framework", tied, "%", "nox -s migration")
