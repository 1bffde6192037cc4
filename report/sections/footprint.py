"""The generated parts about footprint and growth of both sides, and the source of all figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.common.features import SIDES
from benchmarks.common.measures import is_noisy, median
from report.markdown import table
from report.records import FILES, PYTHONS, RUN, recorded
from report.rows import measured
from report.rows.footprint import ALL, SMALL
from report.rows.row import Row


def footprint() -> str:
    """A line for each measure of each set-up; the quoted Python first, the others labelled."""
    facts = recorded("footprint")
    pythons = list(facts["pythons"].items())
    heading = ["", *(named(side, one) for _, one in pythons for side in SIDES)]
    rows = [["Python", *(version for version, _ in pythons for _ in SIDES)]]
    for setup in pythons[0][1]["setups"]:
        for words, figure in MEASURES.items():
            cells = [
                figure(one["setups"][setup][side]) + disturbed(one, setup, words)
                for _, one in pythons
                for side in SIDES
            ]
            rows.append([f"{setup}: {words}", *cells])
    align = "l" + "r" * (len(heading) - 1)
    shown = [f"{what}, {name}" for name in (*pythons[0][1]["setups"], ALL) for what in SIZES]
    said = unasked(pythons[0][1]["setups"])
    return f"{table(heading, rows, align)}\n{said}\n{unclear(shown)}"


def disturbed(python: dict, setup: str, words: str) -> str:
    """What stands beside a time in which Flask differed from itself by more than may be."""
    control = python["controls"][setup].get(TIMES.get(words, ""))
    return ", noisy" if control and is_noisy(control["median"]) else ""


TIMES = {"import, ms": "import_seconds", "first response, ms": "first_response_seconds"}


def named(side: str, python: dict) -> str:
    """``Django 6.1.3``"""
    first = next(iter(python["setups"].values()))
    return f"{side.title()} {first[side]['packages'][side]}"


def middle(samples: list[float], factor: float = 1) -> str:
    """The median with minimum and maximum; a dash if there is no such process."""
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
    """Packages that a library imports although the set-up does not use them, if they are
    installed."""
    said = [
        f"{setup}, {side.title()}: {name} ({one['megabytes']:.1f} MB, {one['modules']} modules, "
        f"{one['milliseconds']:.0f} ms)"
        for setup, sides in found.items()
        for side in SIDES
        for name, one in sides[side]["unasked"].items()
    ]
    if not said:
        return ""
    listed = "".join(f"- {one}\n" for one in said)
    return (
        "Where the packages of all set-ups are installed, a set-up also imports, without using "
        f"it:\n\n{listed}"
    )


def one_file() -> str:
    """The footprint of one file, without an ORM on both sides and with one on both."""
    facts = recorded("minimal")
    steps = [step for step in SMALL if step in facts["steps"]]
    rows = [
        [words, *(figure(facts, step, side) for step in steps for side in SIDES)]
        for words, figure in OF_ONE_FILE.items()
    ]
    heading = ["", *(f"{side.title()}, {step}" for step in steps for side in SIDES)]
    shown = [f"{what}, {step}" for step in steps for what in ("lines", "configuration", *SIZES)]
    listed = table(heading, rows, "l" + "r" * (len(heading) - 1))
    return f"{listed}\n{unclear(shown)}"


SIZES = ("packages", "disk", "memory of a worker", "first response", "import")
"""The rows of a set-up, and all but the last of one file."""


def unclear(names: list[str]) -> str:
    """Which of these rows show no clear difference."""
    rows = measured()
    found = [rows[name].label for name in names if name in rows and not rows[name].clear]
    return f"No clear difference between the sides: {'; '.join(found)}.\n" if found else ""


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
    """The cost of pages with a small and a large catalogue on both sides and databases, from the
    named run."""
    facts = recorded("growth")
    small, large = facts["sizes"][0], facts["sizes"][-1]
    columns = [(database, side) for database in facts["times"] for side in SIDES]
    pages = [page for page in facts["ratios"][columns[0][0]][SIDES[0]] if page != "export"]
    found = measured()
    rows = [
        [page, *(grown(found[f"growth, {page}, {database}"], side) for database, side in columns)]
        for page in pages
    ]
    heading = ["page", *(f"{side.title()}, {database}" for database, side in columns)]
    words = f"Medians with {small:,} and with {large:,} books, in ms, and their ratio."
    return table(heading, rows, "l" + "r" * len(columns)) + f"\n{words}\n"


def grown(row: Row, side: str) -> str:
    """``9.3 → 9.7 (1.04)``"""
    few, many = row[f"{side}, few"], row[f"{side}, many"]
    return f"{few:.1f} → {many:.1f} ({many / few:.2f})"


def where_from(language: str = "en") -> str:
    """The source run of the figures; its parts may be of several days."""
    dates = sorted({recorded(file.stem)["run"]["date"] for file in FILES.glob("*.json")})
    machine = recorded(PYTHONS[-1])["run"]["machine"]
    if language == "ko":
        machine = re.sub(r"(\d+) cores", r"코어 \1개", machine)
        return (
            f"측정일: {', '.join(dates)}. 측정 환경: {machine}. 수치는 "
            f"`benchmarks/results/{RUN}`에 있으며, 각 파일에 측정일과 커밋이 적혀 있습니다.\n"
        )
    where = (
        f"The figures are in `benchmarks/results/{RUN}`, and each of its files names its date "
        "and commit"
    )
    return f"Measured from {dates[0]} to {dates[-1]} on {machine}. {where}.\n"


def quoted(language: str = "en") -> str:
    """The releases of the figures, and the records with others."""
    facts = recorded("footprint")
    sides = " · ".join(named(side, facts["pythons"][facts["quoted"]]) for side in SIDES)
    said = QUOTED[language].format(sides=sides, python=facts["quoted"])
    found = {words[language]: releases(name) for name, words in OTHERS.items()}
    others = [
        f"{words} (Python {python}, Django {django})"
        for words, (python, django) in found.items()
        if python != facts["quoted"]
    ]
    return said + (ELSE[language].format(others=", ".join(others)) if others else "") + "\n"


def releases(name: str) -> list[str]:
    """Of Python and Django in a record, such as 3.13 and 6.1."""
    facts = recorded(name)
    return [".".join(one.split(".")[:2]) for one in (facts["python"], facts["versions"]["Django"])]


QUOTED = {
    "en": "Measured with {sides} on Python {python}; each record names its date.",
    "ko": "{sides} 버전을 Python {python}에서 측정했습니다. 측정일은 각 기록에 있습니다.",
}
ELSE = {"en": " With other releases: {others}.", "ko": " 다른 버전으로 측정한 것: {others}."}
OTHERS = {
    "api": {"en": "API libraries", "ko": "API 라이브러리"},
    "queues": {"en": "queues", "ko": "작업 큐"},
}
