"""Compares the cost of pages with many books and with 1,000. By default with 100,000, on SQLite, in
turns."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.measures import median
from benchmarks.growth.measuring import FULL, QUICK, USUAL, measure

# A search reads rows until it has found enough: it is reported, without a limit.
PROMISED = ("catalogue", "author", "API", "admin list")
BROKEN = 2.0  # generous, so that a busy machine does not reach it


def show(facts: dict, console: Console) -> None:
    for kind, sides in facts["times"].items():
        table = Table(
            title=f"{kind}: median ms (ratio of the largest to the smallest, queries)",
            title_justify="left",
        )
        table.add_column("")
        for side in sides:
            for size in facts["sizes"]:
                table.add_column(f"{side}\n{size:,}", justify="right")
            table.add_column("ratio", justify="right")
            table.add_column("queries", justify="right")
        for page in sides["flask"]:
            table.add_row(
                page, *(cell for side in sides for cell in cells(facts, kind, side, page))
            )
        console.print(table)
    console.print(
        "An export's ratio is that of the time for one book."
    ) if "export" in page else None
    for one in facts["above"]:
        console.print(
            f"above {facts['limit']}: {one['page']}, {one['side']} on {one['database']}: "
            f"{one['ratio']:.1f}"
        )


def cells(facts: dict, kind: str, side: str, page: str) -> list[str]:
    times = facts["times"][kind][side][page]
    medians = [
        f"{1000 * median(times[size]):.1f}" if size in times else "–" for size in facts["sizes"]
    ]
    ratio, queries = (facts[name][kind][side][page] for name in ("ratios", "queries"))
    return [*medians, f"{ratio:.2f}", f"{queries}"]


def main() -> None:
    parser = cli.program("nox -s growth --", __doc__)
    effort = parser.add_mutually_exclusive_group()
    effort.add_argument("--quick", action="store_true", help="1,000 and 10,000 books: does it run?")
    effort.add_argument(
        "--full", action="store_true", help="to 1,000,000 books, SQLite and PostgreSQL, every page"
    )
    arguments, console = cli.parsed(parser), cli.console(160)
    facts = measure(FULL if arguments.full else QUICK if arguments.quick else USUAL, console)
    show(facts, console)
    cli.keep(arguments, facts)
    broken = [one for one in facts["above"] if one["page"] in PROMISED and one["ratio"] > BROKEN]
    names = [f"{one['page']} ({one['side']}, {one['database']})" for one in broken]
    cli.fail_for(names, f"grew more than {BROKEN} times slower")


if __name__ == "__main__":
    main()
