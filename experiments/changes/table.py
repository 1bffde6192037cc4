"""The requests as a table on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from experiments.changes.requests import SIDES, Request

COLUMNS = {
    "lines": "lines",
    "removed": "taken away",
    "files": "files",
    "migrations": "migrations",
    "migrations_by_hand": "by hand",
}


def show(facts: dict[str, dict], chosen: list[Request], console: Console) -> None:
    heading = [f"{words}\n{' : '.join(SIDES)}" for words in (*COLUMNS.values(), "new packages")]
    table = Table("request", *heading)
    for one in chosen:
        found = [facts[one.name].get(side) for side in SIDES]
        cells = [" : ".join(str(side[name]) if side else "–" for side in found) for name in COLUMNS]
        packages = " : ".join(
            ", ".join(side["packages"]) or "none" if side else "–" for side in found
        )
        table.add_row(one.short, *cells, packages)
    console.print(table)
