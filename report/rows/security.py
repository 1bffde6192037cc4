"""The protections of each framework by default, and the cost of adding the others.

``flask`` and ``django`` are the applications with the usual packages on both sides; each of the
five has its own figure too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.defaults.finding import DOES_NOT_APPLY, HELD, protections
from benchmarks.defaults.price import COLUMNS, closings, gaps
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s defaults"
NAMES = tuple(name for names in COLUMNS.values() for name in names)
"""The probed applications."""
SINGLE = {"foreign_host", "sign_out_ends_the_session", "stored_markup"}
"""Protections that a claim or a sentence mentions; the others count in their group."""
ALONE = "Django"
WITH_PACKAGES = {"flask": "Flask with Flask-Security", "django": "Django with packages"}


def rows() -> Iterator[Row]:
    facts = recorded("defaults")
    every = facts["rows"]
    asked = protections(every)
    yield held_of("protections held by themselves", asked)
    for group in dict.fromkeys(row["group"] for row in asked):
        yield held_of(f"protections, {group}", [row for row in asked if row["group"] == group])
    for row in asked:
        if row["name"] in SINGLE:
            held = {name: count([row], name, HELD) for name in NAMES}
            name, values = f"by itself: {row['name']}", with_sides(held)
            yield Row(name, values, "held", COMMAND, less_is_better=False)
    refused = {name: float(status >= 400) for name, status in facts["as_installed"].items()}
    name = "as installed: foreign_host"
    yield Row(name, refused, "held", COMMAND, less_is_better=False)
    lines = {name: closing.lines for name, closing in gaps(asked, closings(every)).items()}
    yield Row("protections to write", with_sides(lines), "lines", COMMAND)


def held_of(name: str, asked: list[dict]) -> Row:
    held = {one: count(asked, one, HELD) for one in NAMES}
    of = {f"{one}, of": sum(applies(row, one) for row in asked) for one in NAMES}
    both = [row for row in asked if applies(row, ALONE) and applies(row, WITH_PACKAGES["flask"])]
    of |= {f"{one}, of both": count(both, one, HELD) for one in (ALONE, WITH_PACKAGES["flask"])}
    values = with_sides(held) | of | {"all": len(asked)}
    return Row(name, values, "protections", COMMAND, less_is_better=False)


def applies(row: dict, name: str) -> bool:
    return row["found"][name]["verdict"] != DOES_NOT_APPLY


def with_sides(found: Mapping[str, int]) -> dict[str, float]:
    sides = {side: found[name] for side, name in WITH_PACKAGES.items()}
    return {name: float(value) for name, value in (dict(found) | sides).items()}


def count(of: list[dict], name: str, verdict: str) -> int:
    """The number of these rows with that verdict for an application."""
    return sum(row["found"][name]["verdict"] == verdict for row in of)
