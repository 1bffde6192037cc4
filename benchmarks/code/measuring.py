"""Combines the code of each feature on both sides, and the words to know for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from rich.console import Console

from benchmarks.code.files import CONFIGURATION, lines
from benchmarks.code.vocabulary import kind, library, words
from benchmarks.common.features import SIDES, Feature, features
from benchmarks.common.lock import closure

OFTEN = 5


def measure(quick: bool, console: Console) -> dict:
    """Lines, files, packages and words of each feature on both sides; there is no quick variant.
    Raises LookupError when a framework is not installed, or when the lists of files do not match
    the code."""
    console.print("[dim]code")
    listed = features()
    used = {side: {one.name: words(one, side) for one in listed} for side in SIDES}
    return {
        "features": [
            {"name": one.name}
            | {side: of_feature(one, side, used[side][one.name]) for side in SIDES}
            for one in listed
        ],
        "vocabulary": {side: summary(used[side]) for side in SIDES},
        "configuration": CONFIGURATION,
    }


def of_feature(one: Feature, side: str, used: Counter[str]) -> dict:
    chosen = [package.partition(" ")[0] for package in one.packages[side]]
    framework = set() if side in (name.lower() for name in chosen) else closure(side)
    return asdict(lines(one, side, library(side))) | {
        "packages": one.packages[side],
        "installed": sorted(closure(*chosen) - framework),
        "words": len(used),
    }


def summary(used: dict[str, Counter[str]]) -> dict:
    """All words of a side with their counts and the features that use them."""
    times: Counter[str] = Counter()
    for one in used.values():
        times += one
    listed = {
        word: {
            "kind": kind(word),
            "times": count,
            "features": [name for name, one in used.items() if word in one],
        }
        for word, count in sorted(times.items())
    }
    return {
        "distinct": len(times),
        "written": times.total(),
        "once": sum(count == 1 for count in times.values()),
        "often": sum(count >= OFTEN for count in times.values()),
        "often_means": OFTEN,
        "in_one_feature": sum(sum(word in one for one in used.values()) == 1 for word in times),
        "kinds": dict(Counter(one["kind"] for one in listed.values())),
        "words": listed,
    }
