"""The cost of two libraries for APIs on each side, and the share of the agreed description that
each generates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.common.features import SIDES, features
from benchmarks.common.lock import closure, required
from benchmarks.common.measures import compared, is_clear, median
from experiments.api_layers.documents import as_agreed
from experiments.changes.requests import HERE, read
from report.records import recorded
from report.rows.row import Row, each

COMMAND = "nox -s api"
LINES = {"added": "lines added", "removed": "lines removed"}
KINDS = {
    "method": "methods",
    "parameter": "parameters",
    "request": "request bodies",
    "response": "responses",
    "schema": "details of schemas",
    "security": "security",
}
"""The kinds of statements in a description; paths are covered by their methods."""


def rows() -> Iterator[Row]:
    """One row per figure, with a value for each library."""
    facts = recorded("api")
    found = facts["libraries"]
    for name, words in LINES.items():
        yield row(words, {one: measured[name] for one, measured in found.items()}, "lines")
    net = {one: measured["added"] - measured["removed"] for one, measured in found.items()}
    yield row("net lines", net, "lines")
    installed = {one: sum(packages(measured).values()) for one, measured in found.items()}
    yield row("packages installed", installed, "packages")
    for page in next(iter(found.values()))["instructions"]:
        ratios = {one: ratio(facts, measured, page) for one, measured in found.items()}
        yield row(f"instructions, {page}", ratios, "times those without it")
    yield from described(found)
    yield from leaner(facts)


def leaner(facts: dict[str, Any]) -> Iterator[Row]:
    """The same of one library for each side, the one with which the API takes the fewest lines: a
    team installs one, so no row takes the best figure of each."""
    sides = {one: measured["side"] for one, measured in facts["libraries"].items()}
    net = {
        one: measured["added"] - measured["removed"] for one, measured in facts["libraries"].items()
    }
    chosen = {
        side: min((one for one in net if sides[one] == side), key=net.__getitem__) for side in SIDES
    }
    measured = {side: facts["libraries"][one] for side, one in chosen.items()}
    named = f"libraries {' : '.join(chosen.values())}"
    lines = {side: net[one] for side, one in chosen.items()}
    yield Row("API library, lines", lines, "lines", COMMAND, detail=named)
    (by_hand,) = [one for one in features() if one.name == "JSON API"]
    whole = {side: by_hand.lines(side) + lines[side] for side in SIDES}
    yield Row("API library, all lines", whole, "lines", COMMAND, detail=named)
    added = {side: packages(measured[side]) for side in SIDES}
    yield Row.of_names("API library, packages", added, "packages", COMMAND, named)
    for page in facts["before"]["flask"]:
        times = {side: measured[side]["instructions"][page] for side in SIDES}
        yield Row(
            f"API library, instructions, {page}",
            {side: median(times[side]) / 1000 for side in SIDES},
            "thousand instructions",
            COMMAND,
            clear=is_clear(compared(times["django"], times["flask"])),
            detail=named,
        )
    shares = {side: 100 * agreed(measured[side]["description"]) for side in SIDES}
    share = "API library, description"
    yield Row(share, shares, "% agreed", COMMAND, less_is_better=False, detail=named)


def packages(measured: dict[str, Any]) -> dict[str, float]:
    """Those that a library adds, and as less than nothing those that nothing else needs then."""
    request = read(HERE / measured["request"] / "change.toml")
    side, dropped = measured["side"], request.drops[measured["side"]]
    kept = [one.name for one in required(side) if one.name not in dropped]
    gone = closure(*dropped) - closure(*kept) - {*measured["installed"]}
    return each(measured["installed"]) | each(sorted(gone), -1)


def agreed(description: dict[str, Any]) -> float:
    """Of the statements of the agreed description, the part that the library's own makes too."""
    said = sum(as_agreed(description[kind]) for kind in KINDS)
    return said / sum(description[kind]["agreed"] for kind in KINDS)


def ratio(facts: dict[str, Any], measured: dict[str, Any], page: str) -> float:
    return median(measured["instructions"][page]) / median(facts["before"][measured["side"]][page])


def described(found: dict[str, Any]) -> Iterator[Row]:
    """The number of statements of the agreed description that each library makes too, and the
    total."""
    for kind, words in KINDS.items():
        said = {one: as_agreed(measured["description"][kind]) for one, measured in found.items()}
        agreed = {one: measured["description"][kind]["agreed"] for one, measured in found.items()}
        yield row(f"description, {words}", said, "statements", less_is_better=False)
        yield row(f"agreed description, {words}", agreed, "statements")


def row(name: str, values: Mapping[str, float], unit: str, *, less_is_better: bool = True) -> Row:
    return Row(f"API layers, {name}", values, unit, COMMAND, less_is_better=less_is_better)
