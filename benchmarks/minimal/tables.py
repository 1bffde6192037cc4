"""The figures as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.common.features import SIDES
from benchmarks.common.measures import median

KINDS = ("own", "configuration", "generated")


def spread(samples: Sequence[float] | None, factor: float = 1, digits: int = 0) -> str:
    """The median with minimum and maximum, or a dash."""
    if not samples:
        return "–"
    low, middle, high = (factor * one for one in (min(samples), median(samples), max(samples)))
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def table(title: str, *measures: str) -> Table:
    """A column for each side of each measure."""
    found = Table("", title=title, title_justify="left")
    for measure in measures:
        for side in SIDES:
            found.add_column(f"{measure}\n{side.title()}", justify="right")
    return found


def step_table(facts: dict) -> Table:
    found = table("From one file to parity", "packages", "MB", "own lines")
    for name, step in facts["steps"].items():
        packages = [f"{len(one['packages'])}" for one in step.values()]
        megabytes = [f"{one['bytes'] / 1e6:.1f}" for one in step.values()]
        found.add_row(
            name, *packages, *megabytes, *(f"{one['own_lines']:,}" for one in step.values())
        )
    return found


def import_table(facts: dict) -> Table:
    found = table("Imports, less those of Python alone", "ms", "MB (Pss)")
    for name, step in facts["steps"].items():
        seconds = [spread(one.get("import_seconds"), 1000) for one in step.values()]
        found.add_row(
            name,
            *seconds,
            *(spread(one.get("import_megabytes"), digits=1) for one in step.values()),
        )
    return found


def server_table(facts: dict) -> Table:
    found = table(
        "Served by gunicorn", "first response, ms", "MB a worker (Pss)", "MB of 2 and master"
    )
    for end, sides in facts["served"].items():
        responses = [spread(one["first_answer_seconds"], 1000) for one in sides.values()]
        for words, kind in ((end, "memory"), (f"{end}, --preload", "preloaded")):
            if memories := [one[kind] for one in sides.values() if kind in one]:
                workers = [spread(one["workers"], digits=1) for one in memories]
                times = responses if kind == "memory" else ["", ""]
                found.add_row(words, *times, *workers, *(f"{one['total']:.1f}" for one in memories))
    return found


def crossing_table(facts: dict) -> Table:
    title = "The step at which Flask becomes the heavier one"
    found = Table(
        "",
        "first heavier",
        "stays so",
        "Flask / Django, first",
        "Flask / Django, last",
        title=title,
    )
    for name, one in facts["crossings"].items():
        measured = [*one["ratios"]]
        ends = measured[0], measured[-1]
        ratios = [multiple(one["ratios"][step], one["intervals"][step]) for step in ends]
        stays = {True: "yes", False: "no"}[one["stays"]] if one["first"] else "–"
        found.add_row(name.replace("_", " "), one["first"] or "never", stays, *ratios)
    return found


def multiple(ratio: float, bounds: Sequence[float] | None) -> str:
    return f"{ratio:.2f} [{bounds[0]:.2f}, {bounds[1]:.2f}]" if bounds else f"{ratio:.2f}"


def line_table(facts: dict) -> Table:
    found = Table("", "own", "of them configuration", "generated", title="Lines of code")
    for side, ends in facts["lines"].items():
        for end, one in ends.items():
            found.add_row(f"{side.title()}, {end}", *(f"{one.get(kind, 0):,}" for kind in KINDS))
    for name, one in facts["scaffolding"].items():
        found.add_row(
            f"{name}, to begin with", "", "", f"{one['code_lines']} in {one['files']} files"
        )
    return found


def show(facts: dict, console: Console) -> None:
    kept = ", ".join(
        f"{side.title()} in {step} keeps {len(cases)}"
        for step, sides in facts["claims"].items()
        for side, cases in sides.items()
    )
    if facts["quick"]:
        console.print(
            "[bold]A quick run: one sample of each time, without a spread; a verdict needs the "
            "full one."
        )
    console.print(f"What the applications of one file claim: {kept}.")
    for one in (step_table, import_table, server_table, crossing_table, line_table):
        console.print(one(facts))
