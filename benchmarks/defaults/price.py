"""The parts of Bookshelf that fulfil a row: our own objects, whose lines are counted, and packages,
by name."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.common.lock import closure
from benchmarks.common.source import Piece, piece
from benchmarks.defaults.finding import HELD, NOT_HELD
from benchmarks.defaults.subjects import PACKAGES

LIST = Path(__file__).with_name("closing.toml")
COLUMNS = {
    "flask": ("bare Flask", "Flask with extensions", "Flask with Flask-Security"),
    "django": ("Django", "Django with packages"),
}
WE_BEGAN_WITH = {"flask": COLUMNS["flask"][:2], "django": COLUMNS["django"][:1]}
"""The packages of Bookshelf: where one of these leaves a row open, our own code closes it."""


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
        return sum(entry(one).lines for one in self.references)

    def __or__(self, other: Closing) -> Closing:
        return Closing(self.references | other.references, self.packages | other.packages)


def entry(reference: str) -> Piece:
    """As ``piece``; ``file:object[key]`` is the value of one key in it. Raises LookupError if it is
    missing."""
    name, _, key = reference.rstrip("]").partition("[")
    whole = piece(name)
    if not key:
        return whole
    for node in ast.walk(ast.parse(whole.text)):
        for found, value in (
            zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
        ):
            if isinstance(found, ast.Constant) and found.value == key:
                return Piece(
                    whole.file, reference, f"entry = {ast.get_source_segment(whole.text, value)}"
                )
    raise LookupError(f"no {key} in {name}")


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
    """Raises LookupError for an open row that nothing closes, or a closed one that is listed; for a
    column too."""
    for name in added.columns:
        if row["found"][name]["verdict"] != NOT_HELD:
            raise LookupError(f"{LIST.name}: {row['name']} is not open in {name}")
    closed = bool(added.references | added.packages)
    needed, possible = (left_open(row, names[side]) for names in (WE_BEGAN_WITH, COLUMNS))
    if (needed and not closed) or (closed and not possible):
        raise LookupError(
            f"{LIST.name}: {row['name']} needs something on the side of {side}, or nothing"
        )


def gaps(rows: list[dict], found: dict[str, dict[str, Closing]]) -> dict[str, Closing]:
    """For each application that is not ours, what closes in Bookshelf all that it does not hold
    of these rows; ``found`` is what ``closings`` gives for all rows.

    An object that closes several rows is there once. What does not apply yet (the admin of an
    application without one) is not held; what a package alone opens has nothing of ours.
    """
    nothing = Closing(frozenset(), frozenset())
    return {
        name: without(
            reduce(
                or_,
                (
                    found[row["name"]][side].of(name)
                    for row in rows
                    if row["found"][name]["verdict"] != HELD
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
        name: frozenset(f"benchmarks/defaults/{one}" for one in references)
        for name, references in given.get("columns", {}).items()
        if name in COLUMNS[side]
    }
    references = frozenset(f"{side}_impl/{one}" for one in given.get(side, []))
    return Closing(references, packages, columns)


def left_open(row: dict, names: Iterable[str]) -> bool:
    """Whether one of these applications leaves the row open."""
    return any(row["found"][name]["verdict"] == NOT_HELD for name in names)


def overlapping(references: Iterable[str]) -> None:
    """Raises LookupError when an object is counted in another one too."""
    every = set(references)
    if twice := [
        one for one in every for other in every if one.startswith((f"{other}:", f"{other}."))
    ]:
        raise LookupError(f"{LIST.name} counts twice: {', '.join(sorted(twice))}")


def reminders(rows: list[dict], side: str) -> list[tuple[str, list[str]]]:
    """The additions to remember on one side, each with the rows that show it. LookupError for one
    without a row."""
    open_rows = {row["name"] for row in rows if left_open(row, COLUMNS[side])}
    found = [(one["text"], one["rows"]) for one in listed()["remember"] if one["side"] == side]
    for text, names in found:
        if not names or set(names) - open_rows:
            raise LookupError(f"{LIST.name}: no row shows on the side of {side} that {text!r}")
    return found
