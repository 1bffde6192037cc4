"""The page of the trail as a manager reads it, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from shared_tests.harness.browser import Browser, Response, html

ACTIONS = {"added", "changed", "deleted"}


@dataclass(frozen=True)
class Row:
    """One entry as shown; ``fields`` are lines such as ``title: old → new``."""

    who: str
    action: str
    model: str
    key: str
    fields: tuple[str, ...]
    request: str


def rows(page: Response) -> list[Row]:
    """The rows of a page, in order."""
    found = []
    for row in html(page).cssselect("table.audit tbody tr"):
        cells = {cell.get("class"): cell for cell in row.cssselect("td")}
        who, what, request = (
            cells[name].text_content().strip() for name in ("who", "what", "request")
        )
        fields = tuple(line.text_content().strip() for line in cells["fields"].cssselect("p"))
        action, model, key = what.split()
        found.append(Row(who, action, model, key, fields, request))
    return found


def newest(manager: Browser, count: int = 1) -> list[Row]:
    """The last entries, newest first."""
    return rows(manager.get("/audit/"))[:count]


def of(manager: Browser, model: str, key: str) -> list[Row]:
    """The entries of one record on the first page, newest first."""
    return [row for row in rows(manager.get("/audit/")) if (row.model, row.key) == (model, key)]
