"""Measures libraries for APIs: own lines, packages, instructions of a list and of a create, and the
generated OpenAPI document compared with the agreed one."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.measures import median
from benchmarks.requests.facts import about
from experiments.api_layers.documents import KINDS, as_agreed
from experiments.api_layers.measuring import SCENARIOS, before, layers, measured
from experiments.changes.requests import SIDES

REPEATS = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s api --", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="count each request once")
    parser.add_argument("--missing", action="store_true", help="name what each document lacks")
    cli.takes_run(parser, "api")
    arguments, console = cli.parsed(parser), cli.console(160)
    repeats = 1 if arguments.quick else REPEATS
    facts = about() | {
        "before": {side: before(side, repeats) for side in SIDES},
        "libraries": {
            one.packages[side][0]: measured(one, side, repeats)
            for side in SIDES
            for one in layers()
        },
    }
    show(facts, console)
    if arguments.missing:
        tell(facts, console)
    cli.keep(arguments, facts)


def show(facts: dict, console: Console) -> None:
    heading = [*("side", "added", "removed", "packages"), *SCENARIOS, *KINDS]
    table = Table("library", *heading, title="statements of the agreed description: said of all")
    for name, one in facts["libraries"].items():
        figures = [str(one[what]) for what in ("side", "added", "removed")]
        was = facts["before"][one["side"]]
        ratios = [
            f"× {median(one['instructions'][page]) / median(was[page]):.2f}" for page in SCENARIOS
        ]
        table.add_row(
            name,
            *figures,
            str(len(one["installed"])),
            *ratios,
            *(said(one["description"][kind]) for kind in KINDS),
        )
    console.print(table)


def said(found: dict) -> str:
    return f"{as_agreed(found)} of {found['agreed']}"


def tell(facts: dict, console: Console) -> None:
    for name, one in facts["libraries"].items():
        for kind in KINDS:
            for how in ("missing", "different", "added"):
                for place in one["description"][kind][how]:
                    console.print(f"{name}: {kind} {how}: {place}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
