"""Maintenance: releases to track, advisories, the window of releases that the unchanged code passes
on, and type coverage."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from benchmarks.common.features import SIDES
from benchmarks.upkeep.packages import by_hand, followed, installed
from benchmarks.upkeep.registry import kept
from report.records import recorded
from report.rows.code import FULL, WITHOUT
from report.rows.row import Row

COMMAND = "nox -s upkeep --"
LARGER = "a larger package that more people search has more advisories"
YEAR = 365.25
NAMES = (
    "releases to follow, SQLite",
    f"releases to follow, {FULL}",
    f"releases to follow, {FULL}, {WITHOUT}",
    *(
        f"{what}, {setup}"
        for what in ("feature releases to follow", "advisories", "days with an advisory")
        for setup in ("SQLite", FULL)
    ),
    "days between feature releases",
    "support of a release",
    "support of the longest release",
    "releases that pass, back to",
    "feature releases that pass",
    "edits for the release before",
    "deprecations of the newest release",
    "expressions with a known type",
)
"""In the order of the table."""


def rows() -> Iterator[Row]:
    facts = recorded("upkeep")
    yield from releases(facts["releases"])
    yield from advisories(facts["advisories"])
    yield from window(facts)
    known = {side: typed(facts["types"][side]) for side in SIDES}
    yield Row("expressions with a known type", known, "%", f"{COMMAND} types", less_is_better=False)


def releases(facts: dict) -> Iterator[Row]:
    command = f"{COMMAND} releases"
    for setup, sides in facts["installed"].items():
        steps = {side: sides[side]["steps_a_year"] for side in SIDES}
        yield Row(f"releases to follow, {setup}", steps, "releases a year", command)
        features = {side: sides[side]["features_a_year"] for side in SIDES}
        yield Row(f"feature releases to follow, {setup}", features, "releases a year", command)
        left = {side: installed(side, setup, by_hand()) for side in SIDES}
        tracks = {side: tracked(facts["packages"], left[side]) for side in SIDES}
        title = f"releases to follow, {setup}, {WITHOUT}"
        yield Row.of_names(title, tracks, "releases a year", command)
    flask, django = facts["packages"]["flask"], facts["packages"]["django"]
    days = {"flask": flask["feature_days"], "django": django["feature_days"]}
    between = "days between feature releases"
    yield Row(between, days, "days", command, less_is_better=False)
    ordinary = {"flask": flask["months"], "django": django["months"]}
    yield Row("support of a release", ordinary, "months", command, less_is_better=False)
    longest = {"flask": flask["longest"], "django": django["long_months"]}
    yield Row("support of the longest release", longest, "months", command, less_is_better=False)


def tracked(packages: Mapping[str, dict], names: Iterable[str]) -> dict[str, float]:
    """Releases a year of these packages that are followed."""
    return {one: packages[one]["steps_a_year"] for one in sorted(followed(names))}


def advisories(facts: dict) -> Iterator[Row]:
    for setup, sides in facts["setups"].items():
        for name, key in (("advisories", "all"), ("days with an advisory", "days")):
            counts = {side: sides[side][key] for side in SIDES}
            command = f"{COMMAND} advisories"
            yield Row(f"{name}, {setup}", counts, "in five years", command, detail=LARGER)


def window(facts: dict) -> Iterator[Row]:
    cells = facts["window"]["cells"]
    found = {side: passing(cells, side) for side in SIDES}
    ages = {side: age(found[side][0]) for side in SIDES}
    command = f"{COMMAND} window"
    yield Row("releases that pass, back to", ages, "years", command, less_is_better=False)
    count = {side: len(found[side]) for side in SIDES}
    passed = "feature releases that pass"
    yield Row(passed, count, "feature releases", command, less_is_better=False)
    edits = {side: edited(facts["widened"]["cells"], side) for side in SIDES}
    yield Row("edits for the release before", edits, "lines", f"{COMMAND} widened")
    old = {side: newest(cells, side)["deprecations"]["own"] for side in SIDES}
    yield Row("deprecations of the newest release", old, "warnings", command)


def own_cells(cells: dict, side: str) -> list[dict]:
    """The cells of a side's framework, the oldest release first."""
    found = [one for one in cells.values() if one["of"] == side]
    return sorted(found, key=lambda one: order(one["release"]))


def order(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


def passes(cell: dict) -> bool:
    return cell.get("failed") == 0


def passing(cells: dict, side: str) -> list[dict]:
    """The releases up to the newest from which on all pass. Raises LookupError if the newest does
    not."""
    found = [*takewhile(passes, reversed(own_cells(cells, side)))][::-1]
    if not found:
        raise LookupError(f"{side} does not pass on its newest release")
    return found


def newest(cells: dict, side: str) -> dict:
    return own_cells(cells, side)[-1]


def age(cell: dict) -> float:
    """Years from the first release of a series to the day of the query."""
    today, every = kept()
    series = order(cell["release"])
    first = min(one.day for one in every if one.package == cell["of"] and one.series == series)
    return (today - first) / datetime.timedelta(YEAR)


def edited(cells: dict, side: str) -> int:
    """Added lines of the edits for the newest release that needs them. Raises LookupError if a case
    still fails."""
    cell = newest(cells, side)
    if not passes(cell):
        raise LookupError(f"the edits for {side} {cell['release']} are not enough")
    return cell["edits"]["lines"]


def typed(counts: dict) -> float:
    return 100 - 100 * counts["unknown"] / counts["expressions"]
