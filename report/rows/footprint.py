"""Packages, disk, memory, start times and lines: of one file, of the whole, and of each set-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from benchmarks.common.features import SIDES
from benchmarks.common.measures import compared, is_clear, is_noisy, median
from report.records import recorded
from report.rows.row import Row, each

COMMAND = "nox -s bench -- minimal"
OF_SETUPS = "nox -s bench -- footprint"
SMALL = {"one file": "without an ORM on both sides", "one file with an ORM": "with an ORM on both"}
PARITY = "parity"
"""The step with the same abilities on both sides."""
ALL = "all of Bookshelf"
WHOLE = "PostgreSQL and Valkey"
"""The set-up whose figures are called those of all of Bookshelf: it has every ability."""
Samples = Callable[[dict], list[float]]


def rows() -> Iterator[Row]:
    facts = recorded("minimal")
    for step in (*SMALL, PARITY):
        if step in facts["steps"]:
            yield from of_step(facts, step)
    yield from of_setups()


def of_step(facts: dict, step: str) -> Iterator[Row]:
    """What the application of a step takes; without what a set-up has for all of it."""
    at = facts["steps"][step]
    detail = SMALL.get(step, "")
    settings = {side: facts["lines"][side][step]["configuration"] for side in SIDES}
    yield Row(
        f"configuration, {ALL if step == PARITY else step}",
        settings,
        "lines",
        COMMAND,
        detail=detail,
    )
    if step != PARITY:
        own = {side: at[side]["own_lines"] for side in SIDES}
        yield Row(f"lines, {step}", own, "lines", COMMAND, detail=detail)
        measured = (*weight(step, at, COMMAND), *served(step, facts["served"][step], COMMAND))
        yield from (replace(row, detail=detail) for row in measured)


def weight(name: str, sides: dict, command: str) -> Iterator[Row]:
    """Packages and megabytes, which are exact."""
    installed = {side: each(sides[side]["packages"]) for side in SIDES}
    yield Row.of_names(f"packages, {name}", installed, "packages", command)
    disk = {side: sides[side]["bytes"] / 1e6 for side in SIDES}
    yield Row(f"disk, {name}", disk, "MB", command)


def served(name: str, sides: dict, command: str) -> Iterator[Row]:
    """Figures of gunicorn, from the record of ``minimal``."""
    yield sampled(
        f"memory of a worker, {name}",
        sides,
        lambda one: one["memory"]["workers"],
        "MB",
        command,
    )
    yield sampled(
        f"first response, {name}",
        sides,
        lambda one: milliseconds(one["first_answer_seconds"]),
        "ms",
        command,
    )


def of_setups() -> Iterator[Row]:
    """Of the quoted Python; the set-up with every ability is called all of it too."""
    facts = recorded("footprint")
    found = facts["pythons"][facts["quoted"]]
    for name, sides in found["setups"].items():
        for called in (name, *([ALL] if name == WHOLE else [])):
            yield from weight(called, sides, OF_SETUPS)
            for what, key, unit in SAMPLED:
                noisy = key in NOISES and is_noisy(found["controls"][name][key]["median"])
                samples = partial(in_unit, key, unit)
                yield sampled(f"{what}, {called}", sides, samples, unit, OF_SETUPS, noisy=noisy)


def milliseconds(seconds: list[float]) -> list[float]:
    return [1000 * one for one in seconds]


def in_unit(key: str, unit: str, one: dict) -> list[float]:
    return milliseconds(one[key]) if unit == "ms" else one[key]


SAMPLED = (
    ("memory of a worker", "workers_megabytes", "MB"),
    ("first response", "first_response_seconds", "ms"),
    ("import", "import_seconds", "ms"),
)
NOISES = ("first_response_seconds", "import_seconds")
"""What Flask is compared with itself in."""


def sampled(
    name: str, sides: dict, samples: Samples, unit: str, command: str, *, noisy: bool = False
) -> Row:
    """The medians; clear where the interval of their ratio leaves out 1 in a quiet run."""
    found = {side: samples(sides[side]) for side in SIDES}
    clear = is_clear(compared(found["django"], found["flask"]))
    return Row(
        name,
        {side: median(found[side]) for side in SIDES},
        unit,
        command,
        clear=clear and not noisy,
    )
