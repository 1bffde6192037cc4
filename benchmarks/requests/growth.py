"""Compares the current instructions with those of a stored run: whether any page is a
regression."""

from __future__ import annotations

import json
import platform
from collections.abc import Collection
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.common.measures import median, ratio_of_medians
from benchmarks.requests.facts import today
from benchmarks.requests.scenarios import SCENARIOS

LIMIT = 0.03
"""The growth from which on a page is a regression; repeats differ by less (docs/PERFORMANCE.md)."""
Growth = dict[str, dict[str, float]]
"""By scenario and side: 0.01 is an increase of one hundredth."""


def stored(file: Path) -> dict:
    """The facts of a run. Raises SystemExit with one line for a file without them."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        found = found.get("requests", found)  # of a file that holds other measurements too
        python, instructions = found["python"], found["instructions"]
        figures = [
            sample for page in instructions.values() for side in page.values() for sample in side
        ]
        assert isinstance(python, str)
        assert all(isinstance(one, int | float) and one > 0 for one in figures)
    except OSError as error:
        raise SystemExit(f"cannot read {file}: {error.strerror}") from None
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise SystemExit(
            f"{file} holds no run of this measurement: make one with --record"
        ) from None
    if not figures:
        raise SystemExit(f"{file} holds no instructions: it was recorded without valgrind")
    return found


def compare(file: Path, console: Console, sides: Collection[str]) -> None:
    """Print the growth of each page; exits with code 1 and the names of pages beyond the limit."""
    before = stored(file)
    ours, theirs = (
        version.rpartition(".")[0] for version in (platform.python_version(), before["python"])
    )
    if ours != theirs:
        raise SystemExit(
            f"{file} was measured with Python {theirs}: compare it with that one, not with {ours}"
        )
    with Progress(console=console, transient=True) as progress:
        now = today(progress, 1, sides)
    for name, was, is_now in changed(before, now):
        console.print(f"[yellow]{name} was {was} and is {is_now}")
    found = growth(before["instructions"], now["instructions"])
    show(found, now, console)
    if regressed := [
        f"{name} ({side}) by {100 * found[name][side]:.1f} %" for name, side in beyond(found)
    ]:
        raise SystemExit(f"more than {100 * LIMIT:.0f} % more: {', '.join(regressed)}")


def changed(before: dict, now: dict) -> list[tuple[str, str, str]]:
    """The packages whose version has changed since."""
    then = {"Python": before["python"], **before.get("versions", {})}
    installed = {"Python": now["python"], **now["versions"]}
    return [
        (name, was, installed[name])
        for name, was in then.items()
        if installed.get(name, was) != was
    ]


def growth(before: dict, now: dict) -> Growth:
    """The growth of the medians, for each page and side in both runs."""
    return {
        name: {
            side: ratio_of_medians(now[name][side], samples) - 1
            for side, samples in before[name].items()
            if samples and side in now[name]
        }
        for name in SCENARIOS
        if name in before
    }


def beyond(found: Growth) -> list[tuple[str, str]]:
    return [
        (name, side)
        for name, sides in found.items()
        for side, grown in sides.items()
        if grown > LIMIT
    ]


def show(found: Growth, now: dict, console: Console) -> None:
    table = Table("page", "side", "instructions now", "growth", title="Growth since the stored run")
    for name, sides in found.items():
        for side, grown in sides.items():
            mark = "[bold red]" if grown > LIMIT else ""
            figure = median(now["instructions"][name][side])
            table.add_row(name, side, f"{figure:,.0f}", f"{mark}{100 * grown:+.2f} %")
    console.print(table)
