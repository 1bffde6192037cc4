"""The cost of a request, page by page, and of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Samples, bounds, compared, is_clear, is_noisy, median
from report import medians
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- requests"
OF_STEPS = "nox -s bench -- steps"
PARTS = {
    "middleware": ("sessions and sign-in", "CSRF", "headers and checks"),
    "ORM and templates": ("ORM", "templates"),
}
"""Steps of Django's page that a claim compares."""


def rows() -> Iterator[Row]:
    facts = recorded("requests")
    for prefix, level in {"": facts, "tuned, ": facts["tuned"]}.items():
        yield from instructions(level, prefix)
        yield from cpu(level, prefix)
    yield from steps()


def instructions(facts: medians.Facts, prefix: str) -> Iterator[Row]:
    """Rows of the applications as documented, or of the tuned ones."""
    for page, counts in medians.instructions(facts).items():
        samples = facts["instructions"][page]
        yield Row(
            f"{prefix}instructions, {page}",
            {name: counts[name] / 1000 for name in (*SIDES, "baseline")},
            "thousand instructions",
            COMMAND,
            clear=is_clear(compared(samples["django"], samples["flask"])),
            detail=queries(facts, page),
        )


def cpu(facts: medians.Facts, prefix: str) -> Iterator[Row]:
    """Rows of the applications as documented, or of the tuned ones."""
    ratios = medians.cpu_ratios(facts)
    for page, took in medians.microseconds(facts).items():
        times = {side: took[side] for side in SIDES}
        noisy = is_noisy(ratios[page]["null"].median)
        ratio = ratios[page]["django/flask"]
        yield Row(
            f"{prefix}CPU, {page}",
            times,
            "µs",
            COMMAND,
            clear=not noisy and is_clear(ratio),
            detail=queries(facts, page),
            by_rounds=ratio.median,
        )


def queries(facts: dict, page: str) -> str:
    """``queries 4 : 8``: shown beside every cost of a request."""
    return "queries " + " : ".join(f"{facts['queries'][page][side]['queries']}" for side in SIDES)


def steps() -> Iterator[Row]:
    """The cost of a part of the catalogue page, in thousands of instructions; a difference within
    the spread of the repeats is not clear."""
    facts = recorded("steps")["steps"]
    listed = {
        side: {one["name"]: one for one in facts[side] if one["instructions"]} for side in SIDES
    }
    before: dict[str, Samples] = {side: [0.0] for side in SIDES}
    added: dict[str, float] = {}
    for name in listed[SIDES[0]]:
        now = {side: listed[side][name]["instructions"] for side in SIDES}
        values = {side: (median(now[side]) - median(before[side])) / 1000 for side in SIDES}
        added[name] = values["django"]
        asked = " : ".join(f"{listed[side][name]['queries']}" for side in SIDES)
        if name in PARTS["ORM and templates"]:
            yield Row(
                f"step, {name}",
                values,
                "thousand instructions",
                OF_STEPS,
                clear=differ(now, before),
                detail=f"queries {asked}",
            )
        before = now
    shares = {part: sum(added[name] for name in names) for part, names in PARTS.items()}
    yield Row("parts of Django's catalogue page", shares, "thousand instructions", OF_STEPS)


def differ(now: dict[str, Samples], before: dict[str, Samples]) -> bool:
    """Whether one side adds more than the other, by the interval of the difference."""

    def more(*drawn: Samples) -> float:
        flask, flask_before, django, django_before = map(median, drawn)
        return (django - django_before) - (flask - flask_before)

    low, high = bounds(more, *(each[side] for side in SIDES for each in (now, before)))
    return not low <= 0 <= high
