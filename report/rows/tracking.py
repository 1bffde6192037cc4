"""What each feature adds to track, releases and advisories; packages that became quiet; and
extensions that a new release of the framework broke."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from benchmarks.common.features import SIDES, features
from benchmarks.common.lock import closure
from benchmarks.upkeep.advisories import parts
from benchmarks.upkeep.packages import ability, installed
from report.records import recorded
from report.rows.code import FULL, installed_for
from report.rows.row import Row
from report.rows.upkeep import COMMAND, LARGER, tracked

FRAMEWORK = "The application itself"
"""The feature whose packages are the framework's, which are those of one file."""
COUNTED = "advisories in five years"
FINISHED = "a package without releases may be abandoned or finished"


def rows() -> Iterator[Row]:
    facts = recorded("upkeep")
    yield from releases(facts["releases"]["packages"])
    yield from advisories(facts["advisories"]["setups"][FULL])
    yield from quiet(facts)
    if "upgrades" in facts:
        yield from upgrades(facts["upgrades"]["sides"])


def releases(packages: Mapping[str, dict]) -> Iterator[Row]:
    """Of the packages of one file, and of those that each feature adds."""
    wanted = {"one file": {side: closure(side) for side in SIDES}}
    wanted |= {one.name: {side: installed_for(one, side) for side in SIDES} for one in features()}
    for name, sides in wanted.items():
        steps = {side: tracked(packages, sides[side]) for side in SIDES}
        if any(steps.values()) and name != FRAMEWORK:
            title = f"releases to follow, {name}"
            yield Row.of_names(title, steps, "releases a year", f"{COMMAND} releases")


def abilities(side: str) -> set[str]:
    """What the installed packages of a side are for, with the parts of Django."""
    found = {ability(name) for name in installed(side, FULL)}
    return found | {*parts().values()} if side == "django" else found


def advisories(sides: Mapping[str, dict]) -> Iterator[Row]:
    """By part where both sides have such a part; the sum of these, and that of the others."""
    shared = abilities("flask") & abilities("django")
    counts = {side: sides[side]["abilities"] for side in SIDES}
    for part in sorted(shared):
        found = {side: counts[side].get(part, 0) for side in SIDES}
        if any(found.values()):
            yield counted(f"advisories, {part}", found)
    of_both = {side: sum(counts[side].get(part, 0) for part in shared) for side in SIDES}
    yield counted("advisories of what both sides have", of_both)
    alone = {side: sides[side]["all"] - of_both[side] for side in SIDES}
    yield counted("advisories of what one side alone has", alone)


def counted(name: str, counts: Mapping[str, float]) -> Row:
    return Row(name, counts, COUNTED, f"{COMMAND} advisories", detail=LARGER)


def quiet(facts: dict) -> Iterator[Row]:
    """Packages without a release for two years, and the extensions among them: packages with the
    framework's name in theirs."""
    silent = {side: {*facts["releases"]["installed"][FULL][side]["quiet"]} for side in SIDES}
    extensions = {
        side: {name for name in installed(side, FULL) if side in name} - {side} for side in SIDES
    }
    setup = facts["advisories"]["setups"][FULL]
    for name, figures in {
        "packages without a release for two years": number(silent.__getitem__),
        "extensions without a release for two years": number(
            lambda side: silent[side] & extensions[side]
        ),
        "extensions with a release in two years": number(
            lambda side: extensions[side] - silent[side]
        ),
        "quiet packages with an advisory": number(
            lambda side: silent[side] & setup[side]["packages"].keys()
        ),
    }.items():
        yield Row(name, figures, "packages", f"{COMMAND} releases", detail=FINISHED)


def number(of: Callable[[str], set[str]]) -> dict[str, float]:
    return {side: len(of(side)) for side in SIDES}


def upgrades(sides: Mapping[str, Mapping[str, dict]]) -> Iterator[Row]:
    """Upgrades of the framework beside an extension of the day before: of all feature releases in
    these years, and of the newest."""
    every = {side: outcomes(sides[side].values()) for side in SIDES}
    last = {side: outcomes([*sides[side].values()][-1:]) for side in SIDES}
    for when, found in {"five years": every, "newest release": last}.items():
        shares = {side: percent(found[side]) for side in SIDES}
        yield upgrade(f"upgrades that break an extension, {when}", shares, "% of the upgrades")
    waits = {side: max((one.get("days", 0) for one in every[side]), default=0) for side in SIDES}
    yield upgrade("days until a broken extension works again", waits, "days at most")


def upgrade(name: str, figures: Mapping[str, float], unit: str) -> Row:
    return Row(name, figures, unit, f"{COMMAND} upgrades")


def outcomes(releases: Iterable[Mapping[str, dict]]) -> list[dict]:
    """Those that were tested."""
    every = [one for each in releases for one in each.values()]
    return [one for one in every if one["outcome"] != "untested"]


def percent(tested: list[dict]) -> float:
    """Of the extensions that were tested, those that failed: that broke or refused to install."""
    return 100 * sum(one["outcome"] != "works" for one in tested) / len(tested)
