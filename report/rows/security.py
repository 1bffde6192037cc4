"""What each framework protects from by itself, and what closing the rest took.

``flask`` and ``django`` are the applications with the usual packages on both sides, so that the
same is compared; each of the five has a figure of its own beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.defaults.finding import HELD
from benchmarks.defaults.price import closings, gaps
from report.records import recorded
from report.rows.row import Row
from report.sections.defaults import NAMES, count

COMMAND = "nox -s defaults"
<<<<<<< HEAD
SINGLE = {
    "foreign_host",
    "refused_sign_in_is_401",
    "sign_out_ends_the_session",
    "stored_markup",
    "unknown_methods",
}
"""Protections that a claim or a sentence names; the others count in their group."""
WITH_ITS_USUAL = {"flask": "Flask with extensions", "django": "Django"}
=======
WITH_PACKAGES = {"flask": "Flask with Flask-Security", "django": "Django with packages"}
>>>>>>> 33355b5 (Show five columns of defaults, their counts and the lines to close each; strike what no command shows)


def rows() -> Iterator[Row]:
    asked = recorded("defaults")["rows"]
<<<<<<< HEAD
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
=======
    found = closings(asked)
    groups = {
        f", {group}": [row for row in asked if row["group"] == group]
        for group in dict.fromkeys(row["group"] for row in asked)
    }
    yield held_of("protections held by themselves", asked)
    for name, members in groups.items():
        yield held_of(f"protections{name}", members)
    for row in asked:
        held = {name: count([row], name, HELD) for name in NAMES}
        values = with_sides(held)
        yield Row(f"by itself: {row['name']}", values, "held", COMMAND, less_is_better=False)
    for name, members in {"": asked, **groups}.items():
        lines = {one: closing.lines for one, closing in gaps(members, found).items()}
        yield Row(f"protections to write{name}", with_sides(lines), "lines", COMMAND)
>>>>>>> 33355b5 (Show five columns of defaults, their counts and the lines to close each; strike what no command shows)


def held_of(name: str, asked: list[dict]) -> Row:
    held = {one: count(asked, one, HELD) for one in NAMES}
    values = with_sides(held) | {"all": len(asked)}
    return Row(name, values, "rows", COMMAND, less_is_better=False)


def with_sides(found: Mapping[str, int]) -> dict[str, float]:
    sides = {side: found[name] for side, name in WITH_PACKAGES.items()}
    return {name: float(value) for name, value in (dict(found) | sides).items()}
