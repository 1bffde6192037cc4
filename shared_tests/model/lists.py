"""Compares the lists of books that the server shows, and its CSV, with those of the model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shared_tests.drivers.exports import rows
from shared_tests.harness.browser import Response, html
from shared_tests.model.clock import Clock, Times, moment
from shared_tests.model.library import COLUMNS, PAGE_SIZE, Book, Library
from shared_tests.model.responses import folded, same
from shared_tests.model.rules import in_words
from shared_tests.model.world import World


class Lists:
    def __init__(self, world: World, library: Library) -> None:
        self.world = world
        self.library = library
        self.clock = Clock(world.began)

    def step_begins(self, now: datetime) -> None:
        """What this step stores is not older."""
        self.clock.since = now

    def book(self, data: dict[str, Any], book: Book) -> None:
        """Every field of a book, and nothing else."""
        fields = dict(data)
        times = Times(
            fields["version"], moment(fields.pop("created_at")), moment(fields.pop("updated_at"))
        )
        same(fields, book.as_json(), book.slug)
        self.clock.check(book, times)

    def walk(self, **filters: Any) -> None:
        """A list of the API, read to its end with the cursors."""
        expected = self.library.listed(**filters)
        data: list[dict[str, Any]] = []
        page = self.world.get("/api/books/", **filters)
        while True:
            same(
                (page.status_code, page.headers["Content-Type"]),
                (200, "application/json"),
                page.url,
            )
            document = page.json()
            same(set(document), {"results", "next"}, page.url)
            data += document["results"]
            slugs = [one["slug"] for one in data]
            same(slugs, [book.slug for book in expected[: len(slugs)]], page.url)
            if document["next"] is None:
                break
            same(len(document["results"]), PAGE_SIZE, page.url)
            page = self.world.get(document["next"])
        same(len(data), len(expected), f"number of books of {filters}")
        for one, book in zip(data, expected, strict=True):
            self.book(one, book)

    def pages(self, **filters: Any) -> None:
        """A list of the catalogue, page by page, and 404 after the last page."""
        expected = self.library.listed(**filters)
        last = max(1, (len(expected) + PAGE_SIZE - 1) // PAGE_SIZE)
        for number in range(1, last + 1):
            response = self.world.get("/books/", **filters, page=number)
            page = html(response)
            links = page.cssselect("ol.books > li a[href^='/books/']")
            shown = [(link.get("href"), folded(link.text_content())) for link in links]
            books = expected[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            listed = [(f"/books/{book.slug}/", folded(book.title)) for book in books]
            same(shown, listed, response.url)
            same(page.cssselect("p.total")[0].text_content(), in_words(len(expected)), response.url)
            pager = {link.get("rel"): link.get("href") for link in page.cssselect("nav.pages a")}
            kept = {name: value.strip() for name, value in filters.items() if value.strip()}
            expected_links = {
                "prev": number - 1 if number > 1 else 0,
                "next": number + 1 if number < last else 0,
            }
            data = {rel: dict(parse_qsl(urlsplit(href).query)) for rel, href in pager.items()}
            same(
                data,
                {rel: kept | {"page": str(n)} for rel, n in expected_links.items() if n},
                response.url,
            )
        same(
            self.world.get("/books/", **filters, page=last + 1).status_code,
            404,
            f"page {last + 1} of {filters}",
        )

    def list_of_admin(self, **filters: Any) -> None:
        shown = self.world.admin.titles(self.world["editor"], **filters)
        same(
            [*map(folded, shown)],
            [folded(book.title) for book in self.library.listed(**filters)],
            f"admin, {filters}",
        )

    def csv(self, response: Response, *, columns: Sequence[str] = COLUMNS, **filters: Any) -> None:
        """A file of the filtered books, which has at least the columns of the contract."""
        same(response.headers["Content-Type"], "text/csv; charset=utf-8")
        assert response.headers["Content-Disposition"].startswith("attachment")
        shown_rows, expected = rows(response), self.library.listed(**filters)
        same(
            [row["slug"] for row in shown_rows],
            [book.as_row()["slug"] for book in expected],
            f"CSV of {filters}",
        )
        for row, book in zip(shown_rows, expected, strict=True):
            same({name: row[name] for name in columns}, book.as_row(), f"CSV of {filters}")
