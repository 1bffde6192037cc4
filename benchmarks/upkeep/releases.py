"""The frequency of each package's releases, and how long a release is maintained, over five
years."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from statistics import median

from packaging.version import Version

from benchmarks.common.features import SIDES
from benchmarks.upkeep import packages
from benchmarks.upkeep.registry import Release, kept

YEARS = 5
YEAR, MONTH = 365.25, 365.25 / 12
QUIET = 180
"""Days after the end of a series from which on it counts as ended: no fix is expected any more."""
LTS_MINOR = 2
"""Django's x.2 series are long-term; no other package here has such series."""


def measure() -> dict:
    """Per package and per set-up, from the day of the query."""
    day, every = kept()
    by_package: dict[str, list[Release]] = defaultdict(list)
    for one in every:
        by_package[one.package].append(one)
    found = {name: figures(name, releases, day) for name, releases in by_package.items()}
    return {
        "retrieved": day.isoformat(),
        "years": YEARS,
        "packages": found,
        "installed": {
            setup: {side: total(found, packages.installed(side, setup)) for side in SIDES}
            for setup in packages.setups()
        },
        "alternatives": {side: packages.alternatives(side) for side in SIDES},
    }


def figures(package: str, releases: list[Release], day: datetime.date) -> dict:
    """Of one package; ``None`` where it had no such release in these years.

    ``releases_a_year`` counts all, those of older series too; ``steps_a_year`` those that were the
    newest on their day, which is what a team takes that stays on the newest; ``features_a_year``
    those of them that began a series. All are by years, of a younger package by the years that it
    has. ``feature_days`` is the median from one feature release to the next;
    ``months`` is the median of the series that have ended, ``longest`` the longest of them, and
    ``long_months`` the median of Django's long-term series.
    """
    begun = max(day - datetime.timedelta(YEARS * YEAR), min(one.day for one in releases))
    years = max((day - begun).days / YEAR, 1.0)
    recent = [one for one in releases if one.day >= begun]
    starts = sorted(min(days) for days in in_series(releases).values())
    features = [first for first in starts if first >= begun]
    gaps = [(later - earlier).days for earlier, later in pairwise(features)]
    lengths: dict[bool, list[float]] = {False: [], True: []}
    for series, first, end in spans(releases):
        if begun <= end < day - datetime.timedelta(QUIET):
            lengths[is_long(package, series)].append(months(first, end))
    return {
        "newest": releases[-1].version,
        "releases_a_year": len(recent) / years,
        "steps_a_year": sum(one.day >= begun for one in newest(releases)) / years,
        "features_a_year": len(features) / years,
        "feature_days": median(gaps) if gaps else None,
        "months": median(lengths[False]) if lengths[False] else None,
        "longest": max(lengths[False], default=None),
        "long_months": median(lengths[True]) if lengths[True] else None,
        "quiet_days": (day - max(one.day for one in releases)).days,
    }


def newest(releases: Iterable[Release]) -> Iterator[Release]:
    """Releases with a higher version than all before them."""
    highest = Version("0")
    for one in sorted(releases, key=lambda one: (one.day, Version(one.version))):
        if Version(one.version) > highest:
            highest = Version(one.version)
            yield one


def in_series(releases: Iterable[Release]) -> dict[tuple[int, int], list[datetime.date]]:
    found: dict[tuple[int, int], list[datetime.date]] = defaultdict(list)
    for one in releases:
        found[one.series].append(one.day)
    return found


def spans(
    releases: Iterable[Release],
) -> Iterator[tuple[tuple[int, int], datetime.date, datetime.date]]:
    """Each series but the newest with its first day and its end: its last fix or the next feature
    release, whichever is later. A series that needed no fix was supported all the same."""
    days = in_series(releases)
    for series, following in pairwise(sorted(days)):
        yield series, min(days[series]), max(*days[series], min(days[following]))


def is_long(package: str, series: tuple[int, int]) -> bool:
    return package == "django" and series[1] == LTS_MINOR


def months(first: datetime.date, last: datetime.date) -> float:
    return (last - first).days / MONTH


def total(found: Mapping[str, dict], names: Iterable[str]) -> dict:
    """The number of packages of a set-up, and the sums over those that are followed."""
    every = sorted(names)
    chosen = [found[name] for name in sorted(packages.followed(every))]
    return {
        "packages": len(every),
        "releases_a_year": sum(one["releases_a_year"] for one in chosen),
        "steps_a_year": sum(one["steps_a_year"] for one in chosen),
        "features_a_year": sum(one["features_a_year"] for one in chosen),
        "quiet": [name for name in every if found[name]["quiet_days"] > 2 * YEAR],
    }
