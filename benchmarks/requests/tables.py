"""Shows what requests cost, page by page."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.common.measures import LIMIT, median, medians
from benchmarks.requests.cpu import RATIOS
from benchmarks.requests.facts import SIDES
from benchmarks.requests.scenarios import SCENARIOS

PAIRS = list(RATIOS)


def show(facts: dict, console: Console) -> None:
    """Both sides as documented and, where they were measured, tuned."""
    show_level(facts, console)
    if "tuned" in facts:
        console.rule("tuned")
        show_level(facts["tuned"], console)


def show_level(facts: dict, console: Console) -> None:
    if facts["instructions"]:
        console.print(instructions(facts["instructions"]))
    console.print(cpu(facts["cpu"]))
    console.print(responses(facts))
    hashes = [
        f"{side} {1000 * one['seconds']:.0f} ms"
        for side, found in facts["hashes"].items()
        for one in found[:1]
    ]
    console.print(
        f"A sign-in is measured without its password hash, which takes {', '.join(hashes)} more."
    )
    if facts["noisy"]:
        console.print(
            f"[bold red]Noisy: Flask differs from itself by more than {100 * LIMIT:.0f} %; repeat "
            "the run."
        )


def instructions(found: dict) -> Table:
    """Thousands of instructions per request, and the spread of the repeats."""
    table = Table(
        "page",
        *SIDES,
        "widest spread",
        *PAIRS[:3],
        title="Instructions a request, in thousands (medians)",
    )
    for name, sides in found.items():
        middle = medians(sides)
        spread = max(max(samples) / min(samples) - 1 for samples in sides.values())
        repeats = min(len(samples) for samples in sides.values())
        pairs = [f"{middle[x] / middle[y]:.2f}" for x, y in (RATIOS[one] for one in PAIRS[:3])]
        table.add_row(
            name,
            *(f"{middle[side] / 1000:,.0f}" for side in SIDES),
            f"{100 * spread:.2f} %" if repeats > 1 else "once",
            *pairs,
        )
    return right(table)


def cpu(found: dict) -> Table:
    """Microseconds, and the ratios with their intervals."""
    table = Table(
        "page",
        *SIDES,
        *PAIRS,
        "rounds",
        title="CPU microseconds a request (medians; 95 % intervals)",
    )
    for name, one in found.items():
        times = [f"{median(one['microseconds'][side]):,.0f}" for side in SIDES]
        pairs = [
            f"{x['median']:.2f} [{x['low']:.2f}, {x['high']:.2f}]" for x in one["ratios"].values()
        ]
        table.add_row(name, *times, *pairs, f"{one['ratios']['null']['n']}")
    return right(table)


def responses(facts: dict) -> Table:
    table = Table(
        "page",
        *(f"{side}: {what}" for what in ("queries", "bytes") for side in SIDES),
        title="The responses",
    )
    for name in SCENARIOS:
        queries = [f"{facts['queries'][name][side]['queries']}" for side in SIDES]
        rows = facts["admin_rows"] if name == "admin list" else {}
        sizes = [
            f"{facts['bytes'][name][side]:,}" + (f" ({rows[side]} rows)" if rows else "")
            for side in SIDES
        ]
        table.add_row(name, *queries, *sizes)
    return right(table)


def right(table: Table) -> Table:
    """Figures are right-aligned."""
    for column in table.columns[1:]:
        column.justify = "right"
    return table
