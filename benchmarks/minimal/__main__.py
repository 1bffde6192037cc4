"""What each side weighs, from one file to parity, and the step at which Flask becomes the heavier
one."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from benchmarks.common.run import record
from benchmarks.minimal import measure
from benchmarks.minimal.tables import show
from shared_tests.harness.endings import end_cleanly


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.minimal", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer samples, and fewer steps of the imports"
    )
    parser.add_argument(
        "--record", type=Path, help="write the figures, with machine and commit, to this file"
    )
    arguments = parser.parse_args()
    end_cleanly()
    console = Console()
    facts = measure(arguments.quick, console)
    show(facts, console)
    if arguments.record:
        record(arguments.record, facts)


if __name__ == "__main__":
    main()
