"""The footprint of each side, from one file to parity, and the step at which Flask becomes the
heavier one."""

from __future__ import annotations

from rich.console import Console

from benchmarks.common import cli
from benchmarks.minimal import measure
from benchmarks.minimal.tables import show


def main() -> None:
    quick = "fewer samples, and fewer steps of the imports"
    parser = cli.program("python -m benchmarks.minimal", __doc__, quick=quick)
    cli.measured_and_shown(parser, measure, show, Console())


if __name__ == "__main__":
    main()
