"""Measures the cost of requests to both sides, as documented and tuned, and to the baseline, in
instructions and CPU time."""

from __future__ import annotations

from pathlib import Path

from benchmarks.common import cli
from benchmarks.common.features import SIDES
from benchmarks.requests.facts import measure
from benchmarks.requests.growth import compare
from benchmarks.requests.tables import show
from benchmarks.requests.valgrind import Missing


def main() -> None:
    quick = "fewer repeats, one page alone, and nothing tuned"
    parser = cli.program("python -m benchmarks.requests", __doc__, quick=quick)
    parser.add_argument(
        "--compare",
        type=Path,
        metavar="FILE",
        help="count again; fail when a page got more expensive",
    )
    parser.add_argument("--side", choices=SIDES, help="compare this one alone")
    arguments, console = cli.parsed(parser), cli.console(160)
    if arguments.side and not arguments.compare:
        parser.error("--side is for --compare; a measurement has both")
    if arguments.compare and (arguments.quick or arguments.record):
        parser.error("--compare goes alone")
    try:
        if arguments.compare:
            compare(arguments.compare, console, [arguments.side] if arguments.side else SIDES)
            return
        facts = measure(arguments.quick, console)
    except (RuntimeError, Missing) as error:
        raise SystemExit(str(error)) from None
    show(facts, console)
    cli.keep(arguments, facts)


if __name__ == "__main__":
    main()
