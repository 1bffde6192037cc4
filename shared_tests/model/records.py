"""The records of a library, as the specification shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shared_tests.drivers.admin import Line
from shared_tests.model.rules import harmless

COLUMNS = ("title", "slug", "author", "year", "isbn", "summary", "available")


@dataclass(eq=False)
class Author:
    number: int
    slug: str
    name: str
    version: int = 1
    history: list[Line] = field(default_factory=list)


@dataclass(eq=False)
class Book:
    number: int
    slug: str
    title: str
    author: Author
    year: int
    isbn: str | None = None
    summary: str = ""
    available: bool = True
    version: int = 1
    history: list[Line] = field(default_factory=list)
    seeded: bool = False
    """There from the start."""

    def as_json(self) -> dict[str, Any]:
        """The API's representation without the two times."""
        names = ("slug", "title", "year", "isbn", "summary", "available", "version")
        author = {"name": self.author.name, "slug": self.author.slug}
        return {name: getattr(self, name) for name in names} | {"author": author}

    def as_row(self) -> dict[str, str]:
        """The row of a CSV file."""
        cells = {name: getattr(self, name) for name in COLUMNS} | {"author": self.author.name}
        return {
            name: harmless(value) if isinstance(value, str) else str(value)
            for name, value in cells.items()
        } | ({} if self.isbn else {"isbn": ""})
