"""Counts the code of both sides: lines, configuration, generated code, packages, and words to
know."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.code import measure
from benchmarks.common import cli
from benchmarks.common.features import SIDES

COLUMNS = {
    "own": "own lines",
    "configuration": "of them configuration",
    "scaffold": "of them as made",
    "migrations": "lines of migrations",
    "files": "files",
    "words": "words",
}


def show(found: dict, console: Console) -> None:
    table = Table("", title="Code, Flask / Django", title_justify="left")
    for heading in COLUMNS.values():
        table.add_column(heading, justify="right")
    for row in found["features"]:
        table.add_row(
            row["name"],
            *(" / ".join(str(row[side][column]) for side in SIDES) for column in COLUMNS),
        )
    sums = {
        column: [sum(row[side][column] for row in found["features"]) for side in SIDES]
        for column in COLUMNS
    }
    sums["words"] = [found["vocabulary"][side]["distinct"] for side in SIDES]
    table.add_section()
    table.add_row("all (words: distinct)", *(" / ".join(map(str, pair)) for pair in sums.values()))
    console.print(table)
    for side in SIDES:
        said = found["vocabulary"][side]
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(said["kinds"].items()))
        console.print(
            f"{side.title()}: {said['distinct']} words ({kinds}); {said['once']} are written once, "
            f"{said['often']} "
            f"{said['often_means']} times or more; {said['in_one_feature']} in one feature alone."
        )


def main() -> None:
    quick = "taken for the sake of the other parts: this one is quick"
    parser = cli.program("python -m benchmarks.code", __doc__, quick=quick)
    cli.measured_and_shown(parser, measure, show, cli.console(130))


if __name__ == "__main__":
    main()
