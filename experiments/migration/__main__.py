"""Starts each direction behind nginx, runs its cases and counts its cost."""

from __future__ import annotations

import argparse

from rich.console import Console

from benchmarks.common import cli
from benchmarks.common.features import SIDES
from experiments.migration import coupling
from experiments.migration.counting import counted, show
from experiments.migration.directions import NAMES, Direction, read
from experiments.migration.site import served
from experiments.migration.suite import asked


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s migration --", description=__doc__)
    parser.add_argument("direction", nargs="*", choices=[*NAMES, []], help="only these")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--whole-suite", action="store_true", help="all cases of the suite, not the feature's alone"
    )
    cli.takes_run(parser, "migration")
    arguments, options = parser.parse_known_args()  # the remaining arguments are passed to pytest
    if arguments.record and arguments.direction:
        parser.error("--record goes without a direction: a record holds both")
    console = Console()
    console.print(coupling.table())
    chosen = [read(name) for name in arguments.direction or NAMES]
    facts, failed = {}, []
    for direction in chosen:
        console.rule(direction.title)
        facts[direction.name], ok = shown(
            direction, arguments.database, options, arguments.whole_suite
        )
        failed += [] if ok else [direction.name]
    console.print(show(facts, chosen))
    cli.fail_for(failed, "cases fail")
    ours = {"coupling": {side: coupling.coupling(side) for side in SIDES}, "directions": facts}
    cli.keep(arguments, ours)


def shown(
    direction: Direction, database: str, options: list[str], whole: bool
) -> tuple[dict, bool]:
    """The facts of a direction, and whether all expected cases passed; prints the logs if not."""
    with served(direction, database) as site:
        ran = asked(direction, site, options, whole)
        if not ran.ok:
            print(site.log())
    cases = {"passed": ran.count("passed"), "failed": ran.count("failed"), "cannot": ran.cannot}
    return counted(direction) | {"cases": cases, "shares_sign_in": ran.shares_sign_in}, ran.ok


if __name__ == "__main__":
    main()
