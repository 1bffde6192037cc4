"""The cost of each change request on each side, separately and in turn."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.code.patches import counted
from benchmarks.common.features import SIDES
from experiments.changes.requests import LAYERS, SWAPS, tuning
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s changes"


def rows() -> Iterator[Row]:
    every = recorded("changes")["changes"]
    facts = {name: one for name, one in every.items() if not name.startswith(LAYERS)}
    for name, sides in facts.items():
        yield Row(
            f"change, {name}",
            {side: sides[side]["lines"] for side in SIDES},
            "lines",
            f"{COMMAND} -- {name}",
        )
    asked = [sides for name, sides in facts.items() if not name.startswith(SWAPS)]
    for what in ("lines", "migrations_by_hand"):
        total = {side: sum(sides[side][what] for sides in asked) for side in SIDES}
        yield Row(f"changes, {what.replace('_', ' ')}", total, what.replace("_", " "), COMMAND)
    counts = {side: counted(tuning().folder / f"{side}.patch")["lines"] for side in SIDES}
    yield Row("tuned, lines", counts, "lines", f"{COMMAND} -- tuned")
    yield from in_turn()


def in_turn() -> Iterator[Row]:
    """The effect of all requests on one tree."""
    steps = recorded("in_turn")["in_turn"]
    command = f"{COMMAND} -- --in-turn"
    again = {side: sum(len(one["files_changed_before"]) for one in steps[side]) for side in SIDES}
    yield Row("in turn, files changed before", again, "files", command)
    collided = {side: sum(sum(one["conflicts"].values()) for one in steps[side]) for side in SIDES}
    yield Row("in turn, conflicts", collided, "conflicts", command)
    added = {side: steps[side][-1]["own_imports"] - steps[side][0]["own_imports"] for side in SIDES}
    yield Row("in turn, own imports added", added, "imports", command)
