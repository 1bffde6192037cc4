"""What a view that waits for two others costs on each stack, and the catalogue's queries alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.common.features import SIDES
from benchmarks.common.measures import is_clear, median, ratio
from benchmarks.waiting.abilities import ABILITIES, works
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s waiting"
FEW, MIDDLE, MANY = "1", "50", "500"
"""Numbers of clients."""
FULL = 0.9
"""Of a core: clients and upstream that used more may be what was measured."""
WIDE = 1.1
"""The interval of the control may reach this far from 1, in times."""


@dataclass(frozen=True)
class Figure:
    """Its name in the record and in rows; ``factor`` makes it one of ``unit``."""

    key: str
    words: str
    unit: str
    factor: float = 1.0
    less_is_better: bool = True


RATE = Figure("rate", "requests a second", "requests/s", less_is_better=False)
CPU = Figure("cpu", "processor", "µs", 1000)
P50, P99 = (Figure(share, share, "ms") for share in ("p50", "p99"))
MEMORY = Figure("memory", "memory", "MB")
SHOWN = (
    *((P50, route, FEW) for route in ("after", "at-once")),
    *((RATE, "after", clients) for clients in (MIDDLE, MANY)),
    (RATE, "at-once", MIDDLE),
    *((P99, "after", clients) for clients in (MIDDLE, MANY)),
    (CPU, "after", MIDDLE),
    (MEMORY, "after", MANY),
)
"""Figures of every stack, with the route and the clients."""
PAIRS = {
    "waiting": {
        "threads": ("Flask, 64 threads", "Django, 64 threads"),
        "gevent": ("Flask, gevent", "Django, gevent"),
        "coroutines under threads": (
            "Flask, coroutines, 64 threads",
            "Django, coroutines, 64 threads",
        ),
        "event loop": ("Quart, event loop", "Django, event loop"),
    },
    "catalogue waiting": {
        "threads": ("Flask, SQLAlchemy, threads", "Django, ORM, threads"),
        "event loop": ("Quart, SQLAlchemy's asyncio", "Django, asynchronous ORM"),
    },
}
"""The stacks that are alike, Flask's side first, by the part of the record."""
LOOP = "event loop"
COMPARED = {
    ("waiting", "threads"): (CPU,),
    ("waiting", "gevent"): (CPU,),
    ("waiting", "coroutines under threads"): (CPU, RATE),
    ("waiting", LOOP): (CPU, RATE),
    ("catalogue waiting", "threads"): (CPU,),
    ("catalogue waiting", LOOP): (RATE,),
}
"""The figures that say which side has less, by the part and the kind of stack."""
USUAL = "Django, event loop, usual middleware"
OTHERS = {
    "coroutines and Quart": ("Flask, coroutines, 64 threads", "Quart, event loop"),
    "threads and Quart": ("Flask, 64 threads", "Quart, event loop"),
    "threads and gevent": ("Flask, 64 threads", "Flask, gevent"),
    "coroutines and Django": ("Flask, coroutines, 64 threads", "Django, event loop"),
    "Django's bare threads and event loop": ("Django, 64 threads", "Django, event loop"),
    "Django's threads and event loop": ("Django, 64 threads, usual middleware", USUAL),
    "Django's threads and synchronous middleware": (
        "Django, 64 threads, usual middleware",
        "Django, event loop, one synchronous middleware",
    ),
    "synchronous middleware": ("Django, event loop, one synchronous middleware", USUAL),
}
"""Pairs of stacks, each by its own name, that claims compare."""


def rows() -> Iterator[Row]:
    facts = recorded("waiting")
    quiet = is_quiet(facts)
    for part, stacks in {
        "waiting": facts["stacks"],
        "catalogue waiting": facts["catalogue"]["stacks"],
    }.items():
        yield from of_stacks(part, stacks, quiet)
        for kind, (flask, django) in PAIRS[part].items():
            sides = {"flask": stacks[flask], "django": stacks[django]}
            for figure in COMPARED[part, kind]:
                yield pair(f"{part}, {figure.words}, {kind}", sides, figure, MIDDLE, quiet)
            if kind == LOOP and part == "waiting":
                changed = {side: sides[side]["lines_changed"] for side in SIDES}
                yield Row(f"{part}, lines changed, {kind}", changed, "lines", COMMAND)
    yield from abilities(facts["catalogue"]["abilities"])
    for kind, names in OTHERS.items():
        listed = {name: facts["stacks"][name] for name in names}
        yield pair(f"waiting, {RATE.words}, {kind}", listed, RATE, MANY, quiet)


def is_quiet(facts: dict[str, Any]) -> bool:
    """Whether a stack differs from itself by little, in the median and in its interval."""
    within = (
        1 / WIDE < bound < WIDE for one in facts["null"].values() for bound in one["interval"]
    )
    return not facts["noisy"] and all(within)


def abilities(facts: dict[str, Any]) -> Iterator[Row]:
    """How many of those tried work in a coroutine, as they are in a synchronous view, and with what
    is asynchronous too."""
    unit = f"of {len(ABILITIES)}"
    for words, ways in {"unchanged": ["same"], "at all": ["same", "own"]}.items():
        counted = {name: len(works(facts, name, *ways)) for name in facts}
        sides = {"flask": counted["Quart"], "django": counted["Django"]}
        name = f"abilities of a coroutine, {words}"
        yield Row(name, counted | sides, unit, COMMAND, less_is_better=False)


def of_stacks(part: str, stacks: dict[str, Any], quiet: bool) -> Iterator[Row]:
    """A row a figure, with a value for each stack that responds at all."""
    for figure, route, clients in SHOWN:
        listed = {stack: samples(one, route, clients) for stack, one in working(stacks).items()}
        clear = quiet and not any(limited(one) for one in listed.values())
        title = f"{part}, {figure.words}, {route}, {clients} clients"
        yield row(title, listed, figure, clear)
    failed = {name: failures(one) for name, one in stacks.items()}
    yield Row(f"{part}, failed", failed, "% of the responses", COMMAND)
    threads = {  # of the first round: no pool of what waits at once is there yet
        name: samples(one, "after", MANY)["threads"][0] for name, one in working(stacks).items()
    }
    yield Row(f"{part}, threads", threads, "threads", COMMAND)
    changed = {name: one["lines_changed"] for name, one in stacks.items()}
    yield Row(f"{part}, lines changed", changed, "lines", COMMAND)


def pair(name: str, stacks: Mapping[str, Any], figure: Figure, clients: str, quiet: bool) -> Row:
    """Two stacks; clear where the interval of their ratio leaves out 1, and no client was the
    limit."""
    listed = {called: samples(one, "after", clients) for called, one in stacks.items()}
    one, other = (found[figure.key] for found in listed.values())
    free, found = not any(limited(of) for of in listed.values()), ratio(other, one)
    clear = quiet and free and is_clear(found)
    return replace(row(name, listed, figure, clear), by_rounds=found.median)


def row(
    name: str, listed: Mapping[str, dict[str, list[float]]], figure: Figure, clear: bool
) -> Row:
    """The medians of a figure; without those that have none, because no response was right."""
    values = {
        called: figure.factor * median(found[figure.key])
        for called, found in listed.items()
        if figure.key in found
    }
    less = figure.less_is_better
    return Row(name, values, figure.unit, COMMAND, less_is_better=less, clear=clear)


def working(stacks: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in stacks.items() if not one["fails"]}


def samples(stack: dict[str, Any], route: str, clients: str) -> dict[str, list[float]]:
    return stack["routes"][route][clients]


def limited(found: dict[str, list[float]]) -> bool:
    return median(found["client"]) > FULL


def failures(stack: dict[str, Any]) -> float:
    """Per cent of all responses that were counted."""
    every = [one for clients in stack["routes"].values() for one in clients.values()]
    failed = sum(sum(one["failed"]) for one in every)
    counted = failed + sum(sum(one["right"]) for one in every)
    return 100 * failed / counted
