"""Servers, pools and latency under load: what matters more than the framework, and what a visitor
waits."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from benchmarks.common.run import record
from benchmarks.load.parts import everything
from benchmarks.load.tables import show
from shared_tests.harness.endings import end_cleanly

PARTS = ("servers", "pools", "latency")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a little of each part, to see that all of it works"
    )
    parser.add_argument("--only", choices=PARTS, nargs="+", default=[], help="these parts alone")
    parser.add_argument(
        "--record", type=Path, help="write the figures, with machine and commit, to this file"
    )
    arguments = parser.parse_args()
    end_cleanly()
    console = Console()
    facts = everything(arguments.quick, console, tuple(arguments.only))
    show(facts, console)
    if arguments.record:
        record(arguments.record, facts)
    if failed := [part for part in PARTS if "failed" in facts.get(part, {})]:
        raise SystemExit(f"not measured: {', '.join(failed)}")


if __name__ == "__main__":
    main()
