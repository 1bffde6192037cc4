"""Servers, pools and latency under load: what matters more than the framework, and how long users
wait."""

from __future__ import annotations

from rich.console import Console

from benchmarks.common import cli
from benchmarks.load.parts import everything
from benchmarks.load.tables import show

PARTS = ("servers", "pools", "latency")


def main() -> None:
    quick = "a little of each part, to see that all of it works"
    parser = cli.program("python -m benchmarks.load", __doc__, quick=quick)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=[], help="these parts alone")
    arguments, console = cli.parsed(parser), Console()
    facts = everything(arguments.quick, console, tuple(arguments.only))
    show(facts, console)
    cli.keep(arguments, facts)
    cli.fail_for([part for part in PARTS if "failed" in facts.get(part, {})], "not measured")


if __name__ == "__main__":
    main()
