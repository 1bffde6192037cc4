"""The cost of the catalogue's page by part, in instructions."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from benchmarks.common import cli
from benchmarks.requests.applications import prepared
from benchmarks.requests.valgrind import Missing
from benchmarks.steps.measuring import CALLS, QUICK, REPEATS, check, instructions, steps
from benchmarks.steps.steps import SIDES, STEPS
from benchmarks.steps.tables import show
from shared_tests.harness.implementations import quick_environment


def measure(quick: bool, console: Console) -> dict:
    """Instructions a request for each step of both sides; a quick one checks three steps and counts
    their SQL alone.

    ``{"steps": {side: [{"name", "instructions": [a sample each repeat], "queries", "statements",
    "lines"}]}, "baseline": {…}, "calls", "repeats"}``. Raises RuntimeError when a step does not
    respond with the same page.
    """
    with TemporaryDirectory() as name, Progress(console=console, transient=True) as progress:
        folder = Path(name)
        found = steps(prepared(folder, quick_environment), folder, QUICK if quick else STEPS)
        task = progress.add_task("steps", total=len(found) * (1 if quick else 2))
        check(found, lambda: progress.advance(task))
        try:
            if not quick:
                instructions(found, lambda: progress.advance(task))
        except Missing as missing:
            console.print(f"[yellow]{missing}")
    of_sides = {side: [one.facts() for one in found if one.side == side] for side in SIDES}
    return {"steps": of_sides, "baseline": found[0].facts(), "calls": CALLS, "repeats": REPEATS}


def main() -> None:
    quick = "check three steps and count their SQL; no instructions"
    parser = cli.program("python -m benchmarks.steps", __doc__, quick=quick)
    cli.measured_and_shown(parser, measure, show, Console())


if __name__ == "__main__":
    main()
