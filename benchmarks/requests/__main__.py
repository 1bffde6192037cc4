"""What does a request cost? Eight requests to both sides and to the floor, by instructions and by
CPU time."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from benchmarks.common.run import record
from benchmarks.requests.facts import measure
from benchmarks.requests.growth import compare
from benchmarks.requests.tables import show
from benchmarks.requests.valgrind import Missing
from shared_tests.harness.endings import end_cleanly


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.requests", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, and two pages alone")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="write the figures, with machine and commit, there",
    )
    parser.add_argument(
        "--compare",
        type=Path,
        metavar="FILE",
        help="count anew; fail when a page is dearer than there",
    )
    arguments = parser.parse_args()
    end_cleanly()
    if arguments.compare and (arguments.quick or arguments.record):
        parser.error("--compare goes alone")
    console = Console() if Console().is_terminal else Console(width=160)
    try:
        if arguments.compare:
            compare(arguments.compare, console)
            return
        facts = measure(arguments.quick, console)
    except (RuntimeError, Missing) as error:
        raise SystemExit(str(error)) from None
    show(facts, console)
    if arguments.record:
        record(arguments.record, facts)


if __name__ == "__main__":
    main()
