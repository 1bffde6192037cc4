"""The final table of `nox -s flask django`: contract and costs of each side."""

from __future__ import annotations

import json
from pathlib import Path

from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.features import SIDES, features, kept, load


def gather(folder: Path) -> dict:
    """The contents of the table as plain data; a side that has not been run is missing."""
    suites = {side: found for side in SIDES if (found := load(folder, side, "shared_tests.json"))}
    footprints = {side: found for side in SIDES if (found := load(folder, side, "footprint.json"))}
    if not suites:
        raise SystemExit(f"no results in {folder}: run nox -s flask django first")
    return {
        "features": [
            {
                "name": feature.name,
                "cases": {side: kept(outcomes, feature) for side, outcomes in suites.items()},
                "own_lines": {side: feature.lines(side) for side in SIDES},
                "packages": feature.packages,
                "why": feature.why,
            }
            for feature in features()
        ],
        "total_cases": {
            side: [list(found.values()).count("passed"), len(found)]
            for side, found in suites.items()
        },
        "footprint": footprints,
    }


def feature_table(facts: dict) -> Table:
    table = Table(
        title="Bookshelf in Flask and in Django, feature by feature", title_justify="left"
    )
    table.add_column("feature")
    for heading in ("cases kept\nFlask", "\nDjango", "own lines\nFlask", "\nDjango"):
        table.add_column(heading, justify="right")
    table.add_column("where the difference comes from", ratio=1)
    for row in facts["features"]:
        cases = [tally(row["cases"].get(side)) for side in SIDES]
        table.add_row(
            row["name"], *cases, *(f"{row['own_lines'][side]:,}" for side in SIDES), row["why"]
        )
    table.add_section()
    cases = [tally(facts["total_cases"].get(side)) for side in SIDES]
    table.add_row(
        "[bold]all[/bold]",
        *cases,
        *(f"[bold]{total_lines(facts, side):,}[/bold]" for side in SIDES),
        "",
    )
    return table


def total_lines(facts: dict, side: str) -> int:
    return sum(row["own_lines"][side] for row in facts["features"])


def tally(counted: list[int] | tuple[int, int] | None) -> str:
    """``12``, ``11 of 12`` in red, or a dash if that side has not been run or the feature has no
    case of its own."""
    passed, known = counted or (0, 0)
    if not known:
        return "–"
    return f"{known}" if passed == known else f"[bold red]{passed} of {known}[/bold red]"


def footprint_table(found: dict[str, dict]) -> Table:
    table = Table(title="What is installed and started", title_justify="left")
    table.add_column("")
    for side in found:
        table.add_column(f"{side.title()} {found[side]['framework']}", justify="right")
    table.add_row("Python", *(one["python"] for one in found.values()))
    table.add_row("packages", *(f"{len(one['packages'])}" for one in found.values()))
    table.add_row("megabytes on disk", *(f"{one['bytes'] / 1e6:.1f}" for one in found.values()))
    table.add_row(
        "start-up, ms (median of runs, least to most)",
        *(milliseconds(one) for one in found.values()),
    )
    return table


def milliseconds(footprint: dict) -> str:
    time = footprint["start_seconds"]
    return (
        f"{1000 * time['median']:.0f}  ({1000 * time['min']:.0f}–{1000 * time['max']:.0f}, "
        f"n={time['n']})"
    )


def main() -> None:
    parser = cli.program("python -m benchmarks.side_by_side", __doc__)
    parser.add_argument("folder", type=Path, help="where the sessions left their results")
    parser.add_argument("--json", action="store_true", help="print the same facts for a program")
    arguments = cli.parsed(parser)
    facts = gather(arguments.folder)
    cli.keep(arguments, facts)
    if arguments.json:
        print(json.dumps(facts, indent=1, ensure_ascii=False))
        return
    console = cli.console(120)
    console.print(feature_table(facts))
    if facts["footprint"]:
        console.print(footprint_table(facts["footprint"]))


if __name__ == "__main__":
    main()
