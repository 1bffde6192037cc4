"""The steps from an application in one file to all of Bookshelf: the packages and the files of
each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.common.features import SIDES, features
from benchmarks.common.lock import groups
from benchmarks.common.source import piece
from benchmarks.minimal.subjects import KINDS, file_of

LIST = Path(__file__).with_name("steps.toml")


@dataclass(frozen=True)
class Step:
    """The contents of one side at a step, including the previous steps."""

    name: str
    side: str
    requirements: tuple[str, ...]
    """As in pyproject.toml."""
    files: tuple[str, ...]
    """Own files: one at each of the first steps, then those of the implementation."""
    apps: tuple[str, ...]
    middleware: tuple[str, ...]

    @property
    def lines(self) -> int:
        """Own lines of code."""
        return sum(piece(file).lines for file in self.files)


@cache
def steps(side: str) -> list[Step]:
    """The steps of one side. Raises LookupError when a package or a file has no step, or two."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    wanted = requirements(listed["groups"][side])
    found: list[Step] = []
    for entry, files in zip(listed["step"], files_by_step(listed["step"], side), strict=True):
        own = entry.get(side, {})
        before = found[-1] if found else Step("", side, (), (), (), ())
        named = [line for name in own.get("packages", []) for line in wanted.pop(name)]
        step = Step(
            entry["name"],
            side,
            (*before.requirements, *named),
            tuple(files) if len(found) <= len(KINDS) else (*before.files, *files),
            (*before.apps, *own.get("apps", [])),
            (*before.middleware, *own.get("middleware", [])),
        )
        found.append(step)
    if wanted:
        raise LookupError(f"{LIST.name} has no step for {', '.join(sorted(wanted))}")
    return found


def requirements(names: list[str]) -> dict[str, list[str]]:
    """The lines of the groups by the name of their package, including those for another Python."""
    found: dict[str, list[str]] = {}
    for line in (line for name in names for line in groups()[name]):
        found.setdefault(Requirement(line).name, []).append(line)
    return found


def files_by_step(entries: list[dict], side: str) -> list[list[str]]:
    """The additions of each step: named files, templates at their step, the rest by feature. A file
    of several features comes with that which has the rest of it."""
    named = {
        file: number
        for number, entry in enumerate(entries)
        for file in entry.get(side, {}).get("files", [])
    }
    (templates,) = (number for number, entry in enumerate(entries) if entry.get("templates"))
    added: list[list[str]] = [[] for _ in entries]
    for number, step in enumerate(KINDS):
        added[number] = [file_of(step, side)]
    for feature in features():
        (number,) = (
            number
            for number, entry in enumerate(entries)
            if feature.name in entry.get("features", [])
        )
        for file in (one.file for one in feature.files[side] if not one.name):
            late = max(number, templates) if file.endswith(".html") else number
            added[named.pop(file, late)].append(file)
    if named:
        raise LookupError(f"{LIST.name} names what is in no feature: {', '.join(sorted(named))}")
    return added


def pairs() -> list[tuple[Step, Step]]:
    """Each step on both sides, in the order of SIDES."""
    flask, django = (steps(side) for side in SIDES)
    return list(zip(flask, django, strict=True))
