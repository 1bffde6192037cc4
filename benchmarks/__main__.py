"""Measures everything, one part after the other, each by its own command; with --quick three at a
time."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from benchmarks.common import cli
from benchmarks.common.features import SIDES
from benchmarks.common.run import RESULTS
from benchmarks.common.source import ROOT
from shared_tests.harness import child_processes

PARTS: dict[str, tuple[str, ...]] = {
    "requests": (),
    "steps": (),
    "code": (),
    "minimal": (),
    "footprint": (),
    "load": (),
    "growth": ("--full",),
}
"""Each part with the options of its command for the full measurement."""
LONGEST = ("footprint", "load", "requests", "minimal")


def command(part: str, arguments: argparse.Namespace) -> list[str]:
    options = ["--quick"] if arguments.quick else [*PARTS[part]]
    record = [f"--record={RESULTS / arguments.record / part}.json"] if arguments.record else []
    return [sys.executable, "-m", f"benchmarks.{part}", *options, *record]


def measure(arguments: argparse.Namespace, console: Console) -> list[str]:
    """The failed parts; the others are still measured."""
    failed = []
    for part in arguments.parts or PARTS:
        console.rule(part, align="left")
        begun = time.monotonic()
        if child_processes.run(command(part, arguments), cwd=ROOT).returncode:
            failed.append(part)
        console.print(f"[dim]{part}: {time.monotonic() - begun:.0f} s[/dim]", highlight=False)
    return failed


def hurry(arguments: argparse.Namespace, console: Console) -> list[str]:
    """As ``measure``, three parts at a time: counts hold, times only show that the measurement
    works."""

    def run(part: str) -> subprocess.CompletedProcess[str]:
        options = command(part, arguments)
        return child_processes.run(
            options, cwd=ROOT, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    chosen, failed = sorted(arguments.parts or PARTS, key=lambda one: one not in LONGEST), []
    with Progress(console=console, transient=True) as progress, ThreadPoolExecutor(3) as pool:
        task = progress.add_task("parts", total=len(chosen))
        running = {pool.submit(run, part): part for part in chosen}
        for done in as_completed(running):
            part, found = running[done], done.result()
            console.rule(part, align="left")
            console.out(found.stdout, end="", highlight=False)
            failed += [part] if found.returncode else []
            progress.advance(task)
    console.print("[bold]A quick run, three parts at a time: instructions hold, times do not.")
    return failed


def compare(run: str, side: str | None) -> int:
    """Count instructions as in a stored run, a folder or its name; the exit code reports a
    regression of a page."""
    folder = Path(run) if Path(run).is_dir() else RESULTS / run
    if not (file := folder / "requests.json").is_file():
        known = (
            ", ".join(sorted(one.parent.name for one in RESULTS.glob("*/requests.json"))) or "none"
        )
        raise SystemExit(f"no run with counted requests at {folder}; there are: {known}")
    options = [f"--compare={file}", *([f"--side={side}"] if side else [])]
    return child_processes.run(
        [sys.executable, "-m", "benchmarks.requests", *options], cwd=ROOT
    ).returncode


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="part", help=f"default: all of {', '.join(PARTS)}"
    )
    parser.add_argument("--quick", action="store_true", help="in a minute or so: does it run?")
    parser.add_argument(
        "--record", type=cli.run_name, metavar="RUN", help="write to benchmarks/results/RUN"
    )
    words = "count instructions; fail on a regression of a page"
    parser.add_argument("--compare", metavar="RUN", help=words)
    parser.add_argument("--side", choices=SIDES, help="compare this one alone")
    arguments = parser.parse_args()
    child_processes.end_cleanly()
    if arguments.compare == "":
        parser.error("--compare needs the name of a run")
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if arguments.compare is not None:
        if arguments.parts or arguments.quick or arguments.record:
            parser.error("--compare goes alone")
        raise SystemExit(compare(arguments.compare, arguments.side))
    if arguments.side:
        parser.error("--side is for --compare; a measurement has both")
    if arguments.quick and arguments.record:
        parser.error("the times of a quick run do not hold, so they are not recorded")
    failed = (hurry if arguments.quick else measure)(arguments, Console())
    cli.fail_for(failed, "not measured, or not to the end")


if __name__ == "__main__":
    main()
