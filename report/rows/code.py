"""Own lines of each feature, names to know, and how many and how old the chosen packages are."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from packaging.utils import canonicalize_name

from benchmarks.common.features import SIDES, Feature, features
from benchmarks.common.lock import closure, required
from benchmarks.common.source import ROOT
from benchmarks.upkeep.packages import by_hand, installed, of_both, own
from report.records import PYTHONS, recorded
from report.rows.row import Row, each

COMMAND = "nox -s flask django"
WORDS = "nox -s bench -- code"
LOCK = "cat benchmarks/common/features.toml uv.lock"
FULL = "full"
"""The set-up with every ability."""
WITHOUT = f"without {' and '.join(by_hand())}"
"""What a row leaves out: packages for what the other side wrote by hand."""
YEAR = 365.25  # days
EXTENSION = {side: re.compile(rf"^{side}-|-{side}$") for side in SIDES}
"""The term for packages that extend a framework."""


def rows() -> Iterator[Row]:
    yield from lines()
    words = recorded("code")["vocabulary"]
    yield from to_learn({side: words[side]["distinct"] for side in SIDES})
    for one in features():
        named = {side: each(words_of(words[side], one.name)) for side in SIDES}
        yield Row.of_names(f"names to know, {one.name}", named, "names", WORDS)
    settings = {side: words[side]["kinds"]["setting"] for side in SIDES}
    yield Row("settings to know", settings, "names", WORDS)
    yield from packages()


def lines() -> Iterator[Row]:
    for one in features():
        own = {side: one.lines(side) for side in SIDES}
        yield Row(f"own lines, {one.name}", own, "lines", COMMAND)
    total = {side: sum(one.lines(side) for one in features()) for side in SIDES}
    yield Row("own lines, all", total, "lines", COMMAND)


def words_of(vocabulary: dict, feature: str) -> list[str]:
    """The names that the files of a feature use; a name may belong to several features."""
    return [word for word, one in vocabulary["words"].items() if feature in one["features"]]


def to_learn(words: dict[str, int]) -> Iterator[Row]:
    """Words for a team that knows neither framework, and models for one that has those of the
    other."""
    yield Row("names to know", words, "names", WORDS)
    (models,) = [one for one in features() if one.name == "Models and migrations"]
    for side, called in (("flask", "SQLAlchemy"), ("django", "Django")):
        lines = {other: models.lines(other, "models.py") for other in SIDES if other != side}
        again = {other: lines.get(other, 0) for other in SIDES}
        yield Row(f"models to write again, {called}'s are there", again, "lines", COMMAND)


def packages() -> Iterator[Row]:
    """The packages of each feature, the number of chosen packages, and the age of their newest
    releases."""
    for one in features():
        added = {side: each(sorted(installed_for(one, side))) for side in SIDES}
        yield Row.of_names(f"packages of {one.name}", added, "packages", LOCK)
    ages = {side: {name: age(name) for name in chosen(side)} for side in SIDES}
    source = "cat benchmarks/upkeep/data/packages.toml uv.lock"
    for setup, called in {"SQLite": "SQLite", FULL: "all of Bookshelf"}.items():
        left = {side: len(installed(side, setup, by_hand())) for side in SIDES}
        yield Row(f"packages, {called}, {WITHOUT}", left, "packages", source)
    count = {side: len(ages[side]) for side in SIDES}
    yield Row("packages chosen", count, "packages", "cat pyproject.toml")
    extending = {
        side: len([name for name in ages[side] if EXTENSION[side].search(name)]) for side in SIDES
    }
    yield Row("extensions chosen", extending, "extensions", "cat pyproject.toml")
    oldest = {side: max(ages[side].values()) for side in SIDES}
    yield Row("age of the oldest release", oldest, "years", "cat uv.lock")


def installed_for(feature: Feature, side: str) -> set[str]:
    """The packages of a feature besides the framework, and besides those that both sides choose to
    serve and to connect: those chosen for it, with their dependencies."""
    named = {canonicalize_name(name) for name in feature.packages[side]} & set(chosen(side))
    alike = {one.name for one in required(*of_both(FULL))}
    return closure(*named) - alike - (closure(side) if side not in named else set())


@cache
def chosen(side: str) -> list[str]:
    """The chosen packages of a side: those of its own groups that are installed on the quoted
    Python, each once."""
    return sorted({one.name for one in required(*own(side, FULL))})


@cache
def locked() -> list[dict]:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]


def age(name: str) -> float:
    """Years from the newest locked release of a package to the day of the run."""
    uploaded = [
        datetime.datetime.fromisoformat(file["upload-time"]).date()
        for one in locked()
        if one["name"] == name
        for file in one.get("wheels", [])
    ]
    today = datetime.date.fromisoformat(recorded(PYTHONS[-1])["run"]["date"])
    return (today - max(uploaded)).days / YEAR
