"""The generated parts about what both sides install and how their pages grow, and where all figures
come from."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.common.features import SIDES
from benchmarks.common.measures import median
from report.markdown import table
from report.records import FILES, PYTHONS, RUN, is_recorded, recorded
from report.rows import measured
from report.rows.footprint import SMALL, which
from report.rows.row import Row


def footprint() -> str:
    """Each set-up on each Python; before that was recorded, what the sides alone install."""
    return setups(recorded("footprint")) if is_recorded("footprint") else of_sides()


def setups(facts: dict) -> str:
    """A line for each measure of each set-up; the quoted Python first, the others labelled."""
    pythons = list(facts["pythons"].items())
    heading = ["", *(named(side, one) for _, one in pythons for side in SIDES)]
    rows = [["Python", *(version for version, _ in pythons for _ in SIDES)]]
    for setup in pythons[0][1]["setups"]:
        for words, figure in MEASURES.items():
            cells = [figure(one["setups"][setup][side]) for _, one in pythons for side in SIDES]
            rows.append([f"{setup}: {words}", *cells])
    noisy = "**This run was noisy: do not quote its times.**\n" if facts["noisy"] else ""
    align = "l" + "r" * (len(heading) - 1)
    return table(heading, rows, align) + "\n" + unasked(pythons[0][1]["setups"]) + noisy


def named(side: str, python: dict) -> str:
    """``Django 6.1.3``"""
    first = next(iter(python["setups"].values()))
    return f"{side.title()} {first[side]['packages'][side]}"


def middle(samples: list[float], factor: float = 1) -> str:
    """The median with least and most; a dash where there is no such process."""
    if not samples:
        return "–"
    low, half, high = (factor * one for one in (min(samples), median(samples), max(samples)))
    return f"{half:.0f} ({low:.0f}–{high:.0f})"


MEASURES: dict[str, Callable[[dict], str]] = {
    "packages": lambda one: f"{len(one['packages'])}",
    "megabytes on disk": lambda one: f"{one['bytes'] / 1e6:.1f}",
    "import, ms": lambda one: middle(one["import_seconds"], 1000),
    "first response, ms": lambda one: middle(one["first_response_seconds"], 1000),
    "MB of a worker": lambda one: middle(one["workers_megabytes"]),
    "MB of the worker of exports": lambda one: middle(one["exports_megabytes"]),
}


def unasked(found: dict) -> str:
    """What a library imports though the set-up does not use it, where it is installed."""
    said = [
        f"{setup}, {side.title()}: {name} ({one['megabytes']:.1f} MB, {one['modules']} modules, "
        f"{one['milliseconds']:.0f} ms)"
        for setup, sides in found.items()
        for side in SIDES
        for name, one in sides[side]["unasked"].items()
    ]
    told = "; ".join(said) or "nothing"
    return f"Imported unasked where the packages of all set-ups are installed: {told}.\n"


def of_sides() -> str:
    """Packages, megabytes and start-up on both Pythons, from the named run."""
    found = [(side, recorded(python)["footprint"][side]) for python in PYTHONS for side in SIDES]
    heading = ["", *(f"{side.title()} {one['framework']}" for side, one in found)]
    rows = [
        ["Python", *(one["python"] for _, one in found)],
        ["packages", *(f"{len(one['packages'])}" for _, one in found)],
        ["megabytes on disk", *(f"{one['bytes'] / 1e6:.1f}" for _, one in found)],
        [
            "start-up, median ms",
            *(f"{1000 * one['start_seconds']['median']:.0f}" for _, one in found),
        ],
        ["least to most, ms", *(spread(one["start_seconds"]) for _, one in found)],
    ]
    return table(heading, rows, "lrrrr") + "\n" + verdict_on_start_up()


def spread(time: dict) -> str:
    return f"{1000 * time['min']:.0f}–{1000 * time['max']:.0f} (n={time['n']})"


def verdict_on_start_up() -> str:
    """Which starts faster on each Python, or that no difference can be seen."""
    said = []
    for python in PYTHONS:
        flask, django = (recorded(python)["footprint"][side]["start_seconds"] for side in SIDES)
        if flask["min"] <= django["max"] and django["min"] <= flask["max"]:
            said.append(f"{python}: no clear difference")
        else:
            said.append(
                f"{python}: Flask takes {flask['median'] / django['median']:.2f} × Django's time"
            )
    return f"Start-up: {'; '.join(said)}.\n"


def one_file() -> str:
    """What one file takes, without an ORM on both sides and with one on both."""
    facts = recorded("minimal")
    steps = [step for step in SMALL if step in facts["steps"]]
    rows = [
        [words, *(figure(facts, step, side) for step in steps for side in SIDES)]
        for words, figure in OF_ONE_FILE.items()
    ]
    heading = ["", *(f"{side.title()}, {step}" for step in steps for side in SIDES)]
    told = "; ".join(f"*{step}*: {which(facts, step)}" for step in steps)
    return table(heading, rows, "l" + "r" * (len(heading) - 1)) + f"\n{told}.\n"


OF_ONE_FILE: dict[str, Callable[[dict, str, str], str]] = {
    "own lines": lambda facts, step, side: f"{facts['steps'][step][side]['own_lines']}",
    "packages": lambda facts, step, side: f"{len(facts['steps'][step][side]['packages'])}",
    "megabytes on disk": lambda facts, step, side: (
        f"{facts['steps'][step][side]['bytes'] / 1e6:.1f}"
    ),
    "import, ms": lambda facts, step, side: middle(
        facts["steps"][step][side]["import_seconds"], 1000
    ),
    "first response, ms": lambda facts, step, side: middle(
        facts["served"][step][side]["first_answer_seconds"], 1000
    ),
    "MB of a worker": lambda facts, step, side: middle(
        facts["served"][step][side]["memory"]["workers"]
    ),
}


def growth() -> str:
    """What pages of a small and of a large catalogue cost on both sides and databases, from the
    named run."""
    facts = recorded("growth")
    small, large = facts["sizes"][0], facts["sizes"][-1]
    columns = [(database, side) for database in facts["times"] for side in SIDES]
    pages = [page for page in facts["ratios"][columns[0][0]][SIDES[0]] if page != "export"]
    found = measured()
    rows = [
        [
            page,
            *(grown(found[f"growth, {page}, {database}"], side) for database, side in columns),
        ]
        for page in pages
    ]
    heading = ["page", *(f"{side.title()}, {database}" for database, side in columns)]
    words = f"Medians with {small:,} and with {large:,} books, in ms, and their ratio."
    return table(heading, rows, "l" + "r" * len(columns)) + f"\n{words}\n"


def grown(row: Row, side: str) -> str:
    """``9.3 → 9.7 (1.04)``"""
    few, many = row[f"{side}, few"], row[f"{side}, many"]
    return f"{few:.1f} → {many:.1f} ({many / few:.2f})"


def where_from() -> str:
    """The run that the figures come from; its parts may be of several days."""
    dates = sorted({recorded(file.stem)["run"]["date"] for file in FILES.glob("*.json")})
    machine = recorded(PYTHONS[-1])["run"]["machine"]
    where = (
        f"the figures are in `benchmarks/results/{RUN}`, and each of its files names its date "
        "and commit"
    )
    return f"Measured on {' and '.join(dates)} on {machine}; {where}.\n"
