"""What each framework protects from by itself, and what closing the rest took."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from benchmarks.common.features import SIDES
from benchmarks.defaults.finding import HELD
from benchmarks.defaults.price import Closing, closings
from report.records import recorded
from report.rows.row import Row
from report.sections.defaults import NAMES

COMMAND = "nox -s defaults"
SINGLE = {
    "foreign_host",
    "refused_sign_in_is_401",
    "sign_out_ends_the_session",
    "stored_markup",
    "unknown_methods",
}
"""Protections that a claim or a sentence names; the others count in their group."""
WITH_ITS_USUAL = {"flask": "Flask with extensions", "django": "Django"}


def rows() -> Iterator[Row]:
    asked = recorded("defaults")["rows"]
    held = {name: sum(row["found"][name]["verdict"] == HELD for row in asked) for name in NAMES}
    sides = {side: held[name] for side, name in WITH_ITS_USUAL.items()}
    yield Row(
        "protections held by themselves",
        sides | held | {"all": len(asked)},
        "protections",
        COMMAND,
        less_is_better=False,
    )
    yield from of_groups(asked)
    found = closings(asked)
    yield Row("protections to write", to_write(asked, found), "lines", COMMAND)
    for group in dict.fromkeys(row["group"] for row in asked):
        lines = to_write([row for row in asked if row["group"] == group], found)
        yield Row(f"protections to write, {group}", lines, "lines", COMMAND)


def of_groups(asked: list[dict]) -> Iterator[Row]:
    """How many of each group hold, and those that are named one by one."""
    for group in dict.fromkeys(row["group"] for row in asked):
        each = [verdicts(row) for row in asked if row["group"] == group]
        total = {name: sum(one[name] for one in each) for name in each[0]}
        yield Row(
            f"protections, {group}",
            total | {"all": len(each)},
            "protections",
            COMMAND,
            less_is_better=False,
        )
    for row in asked:
        if row["name"] in SINGLE:
            held_by = verdicts(row)
            name = f"by itself: {row['name']}"
            yield Row(name, held_by, "held", COMMAND, less_is_better=False)


def to_write(asked: list[dict], found: dict[str, dict[str, Closing]]) -> dict[str, float]:
    """Own lines that close what is open of some rows; what closes two of them counts once."""
    return {side: reduce(or_, (found[row["name"]][side] for row in asked)).lines for side in SIDES}


def verdicts(row: dict) -> dict[str, float]:
    """1 where a row holds, by application; ``flask`` is Flask with its usual extensions."""
    held = {name: float(row["found"][name]["verdict"] == HELD) for name in NAMES}
    return held | {side: held[name] for side, name in WITH_ITS_USUAL.items()}
