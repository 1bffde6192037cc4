"""The packages of a dependency group as they are installed here, and their size."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.lock import groups


def installed(group: str) -> dict[str, Distribution]:
    """The packages of a dependency group with their dependencies, as installed here."""
    return closure(groups()[group])


def closure(requirements: Iterable[str]) -> dict[str, Distribution]:
    """The required packages with their dependencies, by name. PackageNotFoundError for one that is
    not installed."""
    wanted = [(Requirement(line), "") for line in requirements]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    while wanted:
        requirement, extra = wanted.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = str(canonicalize_name(requirement.name))
        found.setdefault(name, distribution(name))
        for option in {"", *requirement.extras}:
            if (name, option) not in seen:
                seen.add((name, option))
                wanted += [(Requirement(line), option) for line in found[name].requires or []]
    return found


def size(packages: Iterable[str]) -> int:
    """Bytes on disk of all files of the packages, without compiled bytecode."""
    return sum(file.stat().st_size for one in packages for file in files(one))


@cache
def files(package: str) -> list[Path]:
    """The installed files of a package without compiled bytecode, which grows as code is used."""
    located = distribution(package)
    paths = [Path(str(located.locate_file(file))) for file in located.files or []]
    return [path for path in paths if path.suffix != ".pyc" and path.is_file()]
