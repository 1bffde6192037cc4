"""All facts of the cost of requests: instructions, CPU time, queries, bytes, hashes."""

from __future__ import annotations

import platform
from collections.abc import Collection
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from benchmarks.requests import cpu
from benchmarks.requests.applications import prepared, tuned
from benchmarks.requests.counting import FULL, SHORT, Counts, Effort, counts
from benchmarks.requests.rehearsal import Rehearsal, admin_rows, rehearse
from benchmarks.requests.scenarios import SCENARIOS
from benchmarks.requests.subject import Subject
from benchmarks.requests.valgrind import Missing
from shared_tests.harness.implementations import environment, quick_environment

PACKAGES = (
    "Flask",
    "Werkzeug",
    "SQLAlchemy",
    "Flask-SQLAlchemy",
    "Flask-Login",
    "Flask-WTF",
    "Flask-Admin",
    "Django",
)
SIDES = ("baseline", "flask", "django")
SOME = ["catalogue"]
"""The pages measured with --quick; the responses of all are compared."""


def about() -> dict:
    """The conditions of the figures."""
    return {
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def measure(quick: bool, console: Console) -> dict:
    """Facts ready for JSON: of both sides as documented, and as ``tuned`` in the same shape;
    without valgrind, which the console says, ``instructions`` is empty.

    Quick measures fewer pages with fewer calls, and nothing tuned. Raises RuntimeError for a wrong
    response, and for a patch that does not apply.
    """
    with TemporaryDirectory() as name, Progress(console=console, transient=True) as progress:
        folder = Path(name)
        progress.add_task("requests: databases", total=None)
        subjects = prepared(folder, quick_environment if quick else environment)
        found = about() | of_level(subjects, folder, quick, progress)
        if not quick:
            own = folder / "tuned"
            own.mkdir()
            copies = tuned(subjects, folder / "repository")
            found["tuned"] = of_level(copies, own, quick, progress)
    return found


def of_level(subjects: dict[str, Subject], folder: Path, quick: bool, progress: Progress) -> dict:
    """The costs of both sides at one level, *as documented* or *tuned*, and of the baseline."""
    progress.add_task("requests: responses compared", total=None)
    sides = rehearse(subjects.values(), folder)
    scenarios, effort, budget = (SOME, SHORT, 1) if quick else ([*SCENARIOS], FULL, 100)
    instructions = counted(sides, scenarios, effort, folder, progress)
    task = progress.add_task("requests: CPU time", total=1)
    found = cpu.measure(
        sides,
        scenarios,
        folder,
        budget,
        effort.warm_up,
        lambda done: progress.update(task, completed=done),
    )
    facts = {"instructions": instructions, "cpu": found, "noisy": cpu.noisy(found)}
    return facts | shown(sides)


def counted(
    sides: dict[str, Rehearsal],
    scenarios: list[str],
    effort: Effort,
    folder: Path,
    progress: Progress,
) -> Counts:
    """Empty if a program is missing, which is reported."""
    total = len(sides) * len(scenarios) * (1 + effort.repeats)
    task = progress.add_task("requests: instructions", total=total)
    try:
        return counts(sides, scenarios, effort, folder, lambda: progress.advance(task))
    except Missing as missing:
        progress.console.print(f"[bold red]Instructions are not counted: {missing}")
        return {}


def shown(sides: dict[str, Rehearsal]) -> dict:
    """Facts of the responses: SQL, bytes of the bodies, rows of the admin's list; and the password
    hashes, timed."""
    return {
        "queries": {
            name: {side: one.queries[name] for side, one in sides.items()} for name in SCENARIOS
        },
        "bytes": {
            name: {side: len(one.responses[name].body) for side, one in sides.items()}
            for name in SCENARIOS
        },
        "admin_rows": {
            side: admin_rows(one.responses["admin list"]) for side, one in sides.items()
        },
        "hashes": {side: one.hashed for side, one in sides.items()},
    }


def today(progress: Progress, repeats: int, of: Collection[str]) -> dict:
    """The instructions of all pages of these sides, for comparing. Raises Missing and
    RuntimeError."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        sides = {
            side: one
            for side, one in rehearse(prepared(folder).values(), folder).items()
            if side in of
        }
        task = progress.add_task("instructions", total=len(sides) * len(SCENARIOS) * (1 + repeats))
        effort = replace(SHORT, repeats=repeats)
        found = counts(sides, list(SCENARIOS), effort, folder, lambda: progress.advance(task))
    return about() | {"instructions": found}
