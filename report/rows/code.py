"""Own lines of each feature, words to know, cases kept, and the age of what was chosen."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.features import SIDES, Feature, features, source_files
from benchmarks.common.lock import closure
from benchmarks.common.measures import median
from benchmarks.common.source import ROOT
from report.records import PYTHONS, recorded
from report.rows.row import Row

COMMAND = "nox -s flask django"
WORDS = "nox -s bench -- code"
LOCK = "cat benchmarks/common/features.toml uv.lock"
YEAR = 365.25  # days
RELEASE = re.compile(r"\bVERSION >= ")


def rows() -> Iterator[Row]:
    yield from lines()
    for one in recorded(PYTHONS[-1])["features"]:
        failed = {side: one["cases"][side][1] - one["cases"][side][0] for side in SIDES}
        if any(one["cases"][side][1] for side in SIDES):
            yield Row(f"cases failed, {one['name']}", failed, "cases", COMMAND)
    yield from releases()
    words = recorded("code")["vocabulary"]
    yield from to_learn({side: words[side]["distinct"] for side in SIDES})
    for one in features():
        named = {side: len(words_of(words[side], one.name)) for side in SIDES}
        yield Row(f"words to know, {one.name}", named, "names", WORDS)
    settings = {side: words[side]["kinds"]["setting"] for side in SIDES}
    yield Row("settings to know", settings, "names", WORDS)
    yield from packages()


def lines() -> Iterator[Row]:
    for one in features():
        own = {side: one.lines(side) for side in SIDES}
        yield Row(f"own lines, {one.name}", own, "lines", COMMAND)
    total = {side: sum(one.lines(side) for one in features()) for side in SIDES}
    yield Row("own lines, all", total, "lines", COMMAND)


def releases() -> Iterator[Row]:
    """Cases that fail in each release of Django that the lock has, and the lines that tell them
    apart."""
    failed = {}
    for found in map(recorded, PYTHONS):
        kept, all_ = found["total_cases"]["django"]
        failed[found["footprint"]["django"]["framework"]] = all_ - kept
    yield Row("cases failed, each Django", failed, "cases", COMMAND)
    sources = {
        side: [(ROOT / name).read_text(encoding="utf-8") for name in source_files(side)]
        for side in SIDES
    }
    asked = {
        side: sum(len(RELEASE.findall(text)) for text in texts) for side, texts in sources.items()
    }
    yield Row("lines that ask for the release", asked, "lines", "git grep 'VERSION >='")


def words_of(vocabulary: dict, feature: str) -> set[str]:
    """The names that the files of a feature use; one that two features use is in both."""
    return {word for word, one in vocabulary["words"].items() if feature in one["features"]}


def to_learn(words: dict[str, int]) -> Iterator[Row]:
    """Words and models for who knows neither framework, and what is left for who has one of
    them."""
    yield Row("words to know", words, "names", WORDS)
    (models,) = [one for one in features() if one.name == "Models and migrations"]
    for side, called in (("flask", "SQLAlchemy"), ("django", "Django")):
        left = {other: 0 if other == side else words[other] for other in SIDES}
        yield Row(f"words to learn, {side.title()} is known", left, "names", WORDS)
        again = {other: 0 if other == side else models.lines(other) for other in SIDES}
        yield Row(f"models to write again, {called}'s are there", again, "lines", COMMAND)


def packages() -> Iterator[Row]:
    """What each feature installs, how many packages were chosen, and the age of their newest
    releases."""
    for one in features():
        added = {side: len(installed_for(one, side)) for side in SIDES}
        yield Row(f"packages of {one.name}", added, "packages", LOCK)
    ages = {side: [age(name) for name in chosen(side)] for side in SIDES}
    count = {side: len(ages[side]) for side in SIDES}
    yield Row("packages chosen", count, "packages", "cat pyproject.toml")
    oldest = {side: max(ages[side]) for side in SIDES}
    yield Row("age of the oldest release", oldest, "years", "cat uv.lock")
    middle = {side: median(ages[side]) for side in SIDES}
    yield Row("age of a release, median", middle, "years", "cat uv.lock")


def installed_for(feature: Feature, side: str) -> set[str]:
    """The packages that a feature brings beside the framework: those chosen for it, with all that
    they need."""
    named = {canonicalize_name(name) for name in feature.packages[side]} & set(chosen(side))
    return closure(*named) - (closure(side) if side not in named else set())


@cache
def chosen(side: str) -> list[str]:
    """The packages that somebody picked for a side: those of its group that are installed on the
    quoted Python, each once."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "dependency-groups"
    ]
    wanted = [Requirement(line) for line in groups[side]]
    on = {"python_version": PYTHONS[-1].removeprefix("py")}
    return sorted({one.name for one in wanted if not one.marker or one.marker.evaluate(on)})


def age(name: str) -> float:
    """Years from the newest locked release of a package to the day of the run."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    uploaded = [
        datetime.datetime.fromisoformat(file["upload-time"]).date()
        for one in packages
        if one["name"] == name
        for file in one.get("wheels", [])
    ]
    today = datetime.date.fromisoformat(recorded(PYTHONS[-1])["run"]["date"])
    return (today - max(uploaded)).days / YEAR
