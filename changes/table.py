"""The requests beside each other on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from changes.requests import SIDES, Request

COLUMNS = {"files": "files", "lines": "lines", "removed": "taken away", "migrations_by_hand": "migrations by hand"}


def show(facts: dict[str, dict], chosen: list[Request], console: Console) -> None:
    table = Table("request", *(f"{side}: {what}" for side in SIDES for what in (*COLUMNS.values(), "packages")))
    for one in chosen:
        cells = [cell for side in SIDES for cell in figures(facts[one.name].get(side))]
        table.add_row(one.title, *cells)
    console.print(table)


def figures(facts: dict | None) -> list[str]:
    if facts is None:
        return ["–"] * (len(COLUMNS) + 1)
    return [*(str(facts[name]) for name in COLUMNS), ", ".join(facts["packages"]) or "none"]
