"""What each change request took on each side."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s changes"
SWAPS = "swap_"
"""How the names of those requests begin that exchange a part for another one."""


def rows() -> Iterator[Row]:
    facts = recorded("changes")["changes"]
    for name, sides in facts.items():
        yield Row(
            f"change, {name}",
            {side: sides[side]["lines"] for side in SIDES},
            "lines",
            f"{COMMAND} -- {name}",
        )
    asked = [sides for name, sides in facts.items() if not name.startswith(SWAPS)]
    for what in ("lines", "files", "migrations_by_hand"):
        total = {side: sum(sides[side][what] for sides in asked) for side in SIDES}
        yield Row(f"changes, {what.replace('_', ' ')}", total, what.replace("_", " "), COMMAND)
    added = {side: sum(len(sides[side]["packages"]) for sides in asked) for side in SIDES}
    yield Row("changes, packages", added, "packages", COMMAND)
    swapped = {
        side: sum(sides[side]["lines"] for name, sides in facts.items() if name.startswith(SWAPS))
        for side in SIDES
    }
    yield Row("swaps, lines", swapped, "lines", COMMAND)
