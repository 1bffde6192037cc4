"""Prints the difference of each step from the previous one."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.common.measures import median
from benchmarks.steps.steps import WHAT

ORDER = (
    "A difference is to the line above, so it depends on this order; instructions are of user "
    "space alone."
)


def show(facts: dict, console: Console) -> None:
    """A table for each side, from the baseline to the whole project."""
    for side, rows in facts["steps"].items():
        console.print(waterfall(side, [facts["baseline"], *rows]))
    for name, what in WHAT.items():
        console.print(f"[dim]{name}: {what}")
    console.print(
        f"[dim]{ORDER} Share is of the whole; queries read rows, statements are also PRAGMAs."
    )


def waterfall(side: str, rows: list[dict]) -> Table:
    heading = (
        "with",
        "1,000 instructions",
        "adds",
        "share",
        "× baseline",
        "queries",
        "statements",
        "own lines",
    )
    table = Table(*heading, title=f"{side.title()}: where the cost of the catalogue's page goes")
    whole, before = middle(rows[-1]), 0.0
    for row in rows:
        name, total = row["name"], middle(row)
        figures = ["–"] * 4
        if whole:
            added, share = total - before, (total - before) / whole
            figures = [
                spread(row),
                f"{added / 1e3:+,.0f}",
                f"{share:.1%}",
                f"{total / middle(rows[0]):.1f}",
            ]
        own = str(row.get("lines") or "–")
        table.add_row(name, *figures, str(row["queries"]), str(row["statements"]), own)
        before = total
    return table


def middle(row: dict) -> float:
    """The median of the samples; 0 without samples."""
    return median(row["instructions"]) if row["instructions"] else 0.0


def spread(row: dict) -> str:
    """Median and half the width of the samples, in thousands."""
    samples = row["instructions"]
    return f"{median(samples) / 1e3:,.0f} ± {(max(samples) - min(samples)) / 2e3:.1f}"
