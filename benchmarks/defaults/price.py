"""What closes a row in Bookshelf: objects of our own, whose lines are counted, and packages, by
name."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.common.lock import closure
from benchmarks.common.source import Piece, piece
from benchmarks.defaults.finding import NOT_HELD

LIST = Path(__file__).with_name("closing.toml")
WITHOUT_US = {"flask": ("bare Flask", "Flask with extensions"), "django": ("Django",)}


@dataclass(frozen=True)
class Closing:
    """What one side adds."""

    references: frozenset[str]
    packages: frozenset[str]

    @property
    def lines(self) -> int:
        return sum(entry(one).lines for one in self.references)

    def __or__(self, other: Closing) -> Closing:
        return Closing(self.references | other.references, self.packages | other.packages)


def entry(reference: str) -> Piece:
    """As ``piece``; ``file:object[key]`` is the value of one key in it. Raises LookupError when it
    is not there."""
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
    """For each row, what each side adds. Raises LookupError when the list and the recorded rows do
    not fit."""
    given = listed()["row"]
    if unknown := set(given) - {row["name"] for row in rows}:
        raise LookupError(
            f"{LIST.name} closes rows that do not exist: {', '.join(sorted(unknown))}"
        )
    found = {
        row["name"]: {side: read(given.get(row["name"], {}), side) for side in SIDES}
        for row in rows
    }
    for row in rows:
        for side in SIDES:
            added = found[row["name"]][side]
            if open_by_itself(row, side) != bool(added.references | added.packages):
                raise LookupError(
                    f"{LIST.name}: {row['name']} needs something on the side of {side}, or nothing"
                )
    overlapping(
        one for sides in found.values() for closing in sides.values() for one in closing.references
    )
    return found


def read(given: dict, side: str) -> Closing:
    packages = frozenset(given.get(f"{side}_packages", []))
    closure(*(one.partition(" ")[0] for one in packages))  # raises for one that is not locked
    return Closing(frozenset(f"{side}_impl/{one}" for one in given.get(side, [])), packages)


def open_by_itself(row: dict, side: str) -> bool:
    """Whether the framework leaves the row open: for Flask, alone or with its extensions."""
    return any(row["found"][name]["verdict"] == NOT_HELD for name in WITHOUT_US[side])


def overlapping(references: Iterable[str]) -> None:
    """Raises LookupError when an object is counted in another one too."""
    every = set(references)
    if twice := [
        one for one in every for other in every if one.startswith((f"{other}:", f"{other}."))
    ]:
        raise LookupError(f"{LIST.name} counts twice: {', '.join(sorted(twice))}")


def reminders(rows: list[dict], side: str) -> list[tuple[str, list[str]]]:
    """What must be remembered on one side, each with the rows that show it. LookupError for one
    that none shows."""
    open_rows = {row["name"] for row in rows if open_by_itself(row, side)}
    found = [(one["text"], one["rows"]) for one in listed()["remember"] if one["side"] == side]
    for text, names in found:
        if not names or set(names) - open_rows:
            raise LookupError(f"{LIST.name}: no row shows on the side of {side} that {text!r}")
    return found
