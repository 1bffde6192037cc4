"""The costs and results of the division of each side, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from experiments.split.services import SERVICES, WHOLE

FIGURES = {
    "memory": "MiB of one worker (Pss)",
    "modules": "modules loaded",
    "first_answer": "seconds until it answers",
}


def show(facts: dict[str, dict], console: Console) -> None:
    table = Table("", *facts, title="Two services, accounts and catalogue", title_justify="left")
    columns = [column(one) for one in facts.values()]
    for what in columns[0]:
        table.add_row(what, *(one[what] for one in columns))
    console.print(table)
    for side, one in facts.items():
        console.print(outage(side, one["while_accounts_is_down"]))


def column(one: dict) -> dict[str, str]:
    """The rows of a side, by name."""
    rows = {
        "lines added": str(one["lines"]),
        "lines taken away": str(one["removed"]),
        "files": str(one["files"]),
        "the shared suite through nginx": in_words(one["suite"]),
        "a session of the one in the other": listed(
            f"{when}: {said}" for when, said in one["sessions"].items()
        ),
    }
    for figure, words in FIGURES.items():
        rows |= {f"{words}: {part}": str(one[figure][part]) for part in (WHOLE, *SERVICES)}
    for name in SERVICES:
        rows |= {
            f"tables that {name} {verb}": listed(tables)
            for verb, tables in one["tables"][name].items()
        }
    return rows


def in_words(suite: dict) -> str:
    return f"{suite['passed']} passed, {suite['skipped']} skipped, {suite['failed']} failed"


def listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def outage(side: str, statuses: dict[str, dict[str, int]]) -> Table:
    table = Table(
        "who", "what", "status", title=f"{side}, while accounts is down", title_justify="left"
    )
    for who, asked in statuses.items():
        for what, status in asked.items():
            table.add_row(who, what, f"[red]{status}" if status >= 500 else str(status))
    return table
