"""The cost of two libraries for APIs on each side, and the share of the agreed description that
each generates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.common.measures import median
from experiments.api_layers.documents import as_agreed
from report.records import recorded
from report.rows.row import Row

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
        yield row(words, {one: told[name] for one, told in found.items()}, "lines")
    net = {one: told["added"] - told["removed"] for one, told in found.items()}
    yield row("net lines", net, "lines")
    installed = {one: len(told["installed"]) for one, told in found.items()}
    yield row("packages installed", installed, "packages")
    for page in next(iter(found.values()))["instructions"]:
        ratios = {one: ratio(facts, told, page) for one, told in found.items()}
        yield row(f"instructions, {page}", ratios, "times those without it")
    yield from described(found)


def ratio(facts: dict[str, Any], told: dict[str, Any], page: str) -> float:
    return median(told["instructions"][page]) / median(facts["before"][told["side"]][page])


def described(found: dict[str, Any]) -> Iterator[Row]:
    """The number of statements of the agreed description that each library makes too, and the
    total."""
    for kind, words in KINDS.items():
        said = {one: as_agreed(told["description"][kind]) for one, told in found.items()}
        agreed = {one: told["description"][kind]["agreed"] for one, told in found.items()}
        yield row(f"description, {words}", said, "statements", less_is_better=False)
        yield row(f"agreed description, {words}", agreed, "statements")


def row(name: str, values: Mapping[str, float], unit: str, *, less_is_better: bool = True) -> Row:
    return Row(f"API layers, {name}", values, unit, COMMAND, less_is_better=less_is_better)
