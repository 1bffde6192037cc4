"""Measures packages, imports and memory for the same features: with SQLite, with PostgreSQL, and
with PostgreSQL and Valkey, on each Python of this machine."""

from __future__ import annotations

from rich.console import Console

from benchmarks.common import cli
from benchmarks.footprint.measuring import measure
from benchmarks.footprint.tables import show


def main() -> None:
    quick = "one round with SQLite on one Python"
    parser = cli.program("python -m benchmarks.footprint", __doc__, quick=quick)
    cli.measured_and_shown(parser, measure, show, Console())


if __name__ == "__main__":
    main()
