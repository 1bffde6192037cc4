"""Which releases are tried beside each other: those of the day before a feature release of the
framework, then the new one, then what may mend what that broke."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.version import Version

from benchmarks.upkeep import packages
from benchmarks.upkeep.registry import Release
from benchmarks.upkeep.releases import YEAR, YEARS, newest

ANOTHER = {"flask-security": datetime.date(2023, 1, 1)}
"""Names that belonged to another, abandoned project before."""
LATER = 25
"""The number of later releases that are tried, of a broken extension and of the framework's
series."""


@dataclass(frozen=True)
class Upgrade:
    side: str
    before: Release
    after: Release
    """The first of its series."""


def upgrades(side: str, every: Iterable[Release], today: datetime.date) -> Iterator[Upgrade]:
    """The feature releases of a framework in these years, the oldest first."""
    starts: dict[tuple[int, int], Release] = {}
    for one in newest(one for one in every if one.package == side):
        starts.setdefault(one.series, one)
    begun = today - datetime.timedelta(YEARS * YEAR)
    for after in starts.values():
        before = as_of(side, every, after.day)
        if before and after.day >= begun:
            yield Upgrade(side, before, after)


def extensions(side: str) -> list[str]:
    """Those that are installed and the usual alternatives: packages with the framework's name in
    theirs."""
    named = {*packages.installed(side, "full"), *packages.alternatives(side)} - {side}
    return sorted(name for name in named if side in name)


def as_of(name: str, every: Iterable[Release], day: datetime.date) -> Release | None:
    """The newest release of a package before that day; ``None`` if there was none."""
    begun = ANOTHER.get(name, datetime.date.min)
    found = [one for one in every if one.package == name and begun <= one.day < day]
    return max(found, key=lambda one: Version(one.version), default=None)


def cures(
    upgrade: Upgrade, extension: Release, every: list[Release]
) -> list[tuple[Release, Release, Release]]:
    """What to try, the earliest first: framework, extension, and which of the two is new. A later
    patch release of the framework's series may mend what its first release broke."""
    patches = [one for one in later(upgrade.after, every) if one.series == upgrade.after.series]
    releases = list(newest(later(extension, every)))
    found = [(one, extension, one) for one in patches[:LATER]]
    found += [(upgrade.after, one, one) for one in releases[:LATER]]
    return sorted(found, key=lambda pair: pair[-1].day)


def later(than: Release, every: Iterable[Release]) -> list[Release]:
    """The releases of a package with a higher version."""
    version = Version(than.version)
    return [one for one in every if one.package == than.package and Version(one.version) > version]
