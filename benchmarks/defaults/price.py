"""The parts of Bookshelf that fulfil a row: our own objects, whose lines are counted, and packages,
by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.common.lock import closure
from benchmarks.defaults.finding import NOT_HELD
from benchmarks.defaults.parts import each, lines_of
from benchmarks.defaults.subjects import PACKAGES

LIST = Path(__file__).with_name("closing.toml")
COLUMNS = {
    "flask": ("bare Flask", "Flask with extensions", "Flask with Flask-Security"),
    "django": ("Django", "Django with packages"),
}


@dataclass(frozen=True)
class Closing:
    """The additions of one side."""

    references: frozenset[str]
    packages: frozenset[str]
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By application: the references that close it there for less, in place of the others."""

    def of(self, name: str) -> Closing:
        """The additions to one application."""
        return Closing(self.columns.get(name, self.references), self.packages)

    @property
    def lines(self) -> int:
        return sum(lines_of(one) for one in self.references)

    def __or__(self, other: Closing) -> Closing:
        return Closing(self.references | other.references, self.packages | other.packages)


def listed() -> dict:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def closings(rows: list[dict]) -> dict[str, dict[str, Closing]]:
    """The additions of each side for each row. Raises LookupError when the list and the recorded
    rows do not match."""
    given = listed()["row"]
    if unknown := set(given) - {row["name"] for row in rows}:
        raise LookupError(
            f"{LIST.name} closes rows that do not exist: {', '.join(sorted(unknown))}"
        )
    found = {
        row["name"]: {side: read(given.get(row["name"], {}), side) for side in SIDES}
        for row in rows
    }
    names = {name for one in given.values() for name in one.get("columns", {})}
    if unknown := names - {name for columns in COLUMNS.values() for name in columns}:
        raise LookupError(f"{LIST.name} names columns that do not exist: {', '.join(unknown)}")
    for row in rows:
        for side in SIDES:
            check(row, side, found[row["name"]][side])
    overlapping(
        one for sides in found.values() for closing in sides.values() for one in closing.references
    )
    return found


def check(row: dict, side: str, added: Closing) -> None:
    """Raises LookupError for a row that some application leaves open and nothing closes there, and
    for what closes one that is not open."""
    for name in COLUMNS[side]:
        there = without(added.of(name), name)
        closed = bool(there.references | there.packages)
        is_open = row["found"][name]["verdict"] == NOT_HELD
        if is_open and not closed:
            raise LookupError(f"{LIST.name}: nothing closes {row['name']} in {name}")
        if name in added.columns and not is_open:
            raise LookupError(f"{LIST.name}: {row['name']} is not open in {name}")
    if added.references | added.packages and not left_open(row, side):
        raise LookupError(f"{LIST.name}: {row['name']} is not open on the side of {side}")


def gaps(rows: list[dict], found: dict[str, dict[str, Closing]]) -> dict[str, Closing]:
    """For each application that is not ours, what closes all that it does not hold of these rows;
    ``found`` is what ``closings`` gives for all rows.

    An object that closes several rows is there once. What does not apply (the admin of an
    application without one) needs nothing.
    """
    nothing = Closing(frozenset(), frozenset())
    return {
        name: without(
            reduce(
                or_,
                (
                    found[row["name"]][side].of(name)
                    for row in rows
                    if row["found"][name]["verdict"] == NOT_HELD
                ),
                nothing,
            ),
            name,
        )
        for side, names in COLUMNS.items()
        for name in names
    }


def without(closing: Closing, name: str) -> Closing:
    """Less the packages that the application has already."""
    return Closing(closing.references, closing.packages - set(PACKAGES[name]))


def read(given: dict, side: str) -> Closing:
    packages = frozenset(given.get(f"{side}_packages", []))
    closure(*(one.partition(" ")[0] for one in packages))  # raises for one that is not locked
    columns = {
        name: inside("benchmarks/defaults", references)
        for name, references in given.get("columns", {}).items()
        if name in COLUMNS[side]
    }
    return Closing(inside(f"{side}_impl", given.get(side, [])), packages, columns)


def inside(folder: str, references: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{folder}/{part}" for one in references for part in each(one))


def left_open(row: dict, side: str) -> bool:
    """Whether an application of this side leaves the row open."""
    return any(row["found"][name]["verdict"] == NOT_HELD for name in COLUMNS[side])


def overlapping(references: Iterable[str]) -> None:
    """Raises LookupError when an object is counted in another one too."""
    every = set(references)
    inside_of = {other: tuple(f"{other}{mark}" for mark in ":.[") for other in every}
    if twice := [one for one in every for within in inside_of.values() if one.startswith(within)]:
        raise LookupError(f"{LIST.name} counts twice: {', '.join(sorted(twice))}")


def reminders(rows: list[dict], side: str) -> list[tuple[str, list[str]]]:
    """The additions to remember on one side, each with the rows that show it. LookupError for one
    without a row."""
    open_rows = {row["name"] for row in rows if left_open(row, side)}
    found = [(one["text"], one["rows"]) for one in listed()["remember"] if one["side"] == side]
    for text, names in found:
        if not names or set(names) - open_rows:
            raise LookupError(f"{LIST.name}: no row shows on the side of {side} that {text!r}")
    return found
