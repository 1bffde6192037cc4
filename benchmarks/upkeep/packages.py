"""The packages of each side in two set-ups, the usual alternatives, and the feature of each
package."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.features import SIDES
from benchmarks.common.lock import closure, required

DATA = Path(__file__).parent / "data"


@cache
def described() -> dict:
    """``data/packages.toml``: the groups of each set-up, alternatives, and features."""
    return tomllib.loads((DATA / "packages.toml").read_text(encoding="utf-8"))


def setups() -> list[str]:
    return list(described()["setups"])


def own(side: str, setup: str) -> list[str]:
    """The groups that this side alone has in a set-up."""
    return [one for one in described()["setups"][setup][side] if one not in of_both(setup)]


def of_both(setup: str) -> set[str]:
    """The groups of a set-up that serve, and connect to its databases: the same on both sides."""
    return set.intersection(*(set(groups) for groups in described()["setups"][setup].values()))


def by_hand() -> dict[str, str]:
    """The packages that do what the other side wrote by hand, with the file where that is."""
    found: dict[str, str] = described()["by_hand"]
    return found


def installed(side: str, setup: str, without: Iterable[str] = ()) -> set[str]:
    """The locked packages of a set-up with their dependencies, on Linux with Python 3.13."""
    left_out = {canonicalize_name(name) for name in without}
    every = required(*described()["setups"][setup][side])
    lines = [one for one in every if canonicalize_name(one.name) not in left_out]
    return closure(*(name for line in lines for name in names(line)))


def names(requirement: Requirement) -> list[str]:
    """The package, and those of its extras: ``psycopg[pool]`` includes psycopg-pool."""
    extras = [f"{requirement.name}-{extra}" for extra in sorted(requirement.extras)]
    return [requirement.name, *extras]


def followed(names: Iterable[str]) -> set[str]:
    """Those of these packages whose releases can be taken alone: none of the others pins them."""
    found = set(names)
    return {name for name in found if described()["pinned"].get(name) not in found}


def alternatives(side: str) -> list[str]:
    """Common alternatives of a side; none of these is installed."""
    return [canonicalize_name(name) for name in described()["alternatives"][side]]


def watched() -> list[str]:
    """Every package that is counted, each once, in alphabetical order."""
    found = {name for side in SIDES for setup in setups() for name in installed(side, setup)}
    return sorted(found.union(*(alternatives(side) for side in SIDES)))


def ability(package: str) -> str:
    """The feature of a package; ``other`` for one that is not listed."""
    for name, packages in described()["abilities"].items():
        if package in packages:
            return name
    return "other"
