"""Compares everything that the server shows with what the model says it must show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shared_tests.drivers.admin import Line
from shared_tests.harness.browser import html, text
from shared_tests.model.library import SORTS, Library
from shared_tests.model.lists import Lists
from shared_tests.model.responses import folded, same
from shared_tests.model.world import World

QUERIES = (
    "tie", "  TIE  ", "bronte", "BRONTË", "same name", "strasse", "ﬁne", "fine", "%", "_", "\\",
    "=", "홍길", "ize",
    "홍길", "istanbul", "no such book", "\u0301", "two\nlines", "İ", "ａ ｔｉｅ",
)  # fmt: skip

FILTERS: list[dict[str, Any]] = [
    {"q": "tie"},
    {"available": True},
    {"sort": "-year"},
    {"available": False},
]


class Comparison(Lists):
    def __init__(self, world: World, library: Library) -> None:
        super().__init__(world, library)
        self.addresses: dict[int, str] = {}

    def search(self, q: str, sort: str = "") -> None:
        self.walk(q=q, sort=sort)
        self.pages(q=q, sort=sort)
        self.list_of_admin(q=q)

    def one(self, slug: str) -> None:
        """A book at its own addresses, or 404 when there is none."""
        book = self.library.find(slug)
        response, page = self.world.get(f"/api/books/{slug}/"), self.world.get(f"/books/{slug}/")
        if book is None:
            same((response.status_code, page.status_code), (404, 404), slug)
            same(response.headers["Content-Type"], "application/problem+json", slug)
            return
        same((response.status_code, page.status_code), (200, 200), slug)
        same(
            (response.headers["Content-Type"], response.headers["ETag"]),
            ("application/json", f'"{book.version}"'),
            slug,
        )
        self.book(response.json(), book)
        document, shown_text = html(page), text(page)
        same(folded(document.xpath("string(//h1)")), folded(book.title), slug)
        (author,) = document.xpath(
            "//a[@href=$address]", address=f"/books/?author={book.author.slug}"
        )
        same(folded(author.text_content()), folded(book.author.name), slug)
        (availability,) = document.cssselect("dd.availability")
        same(availability.text_content(), "available" if book.available else "not available", slug)
        dated = str(book.year) if book.year >= 0 else f"{-book.year} BC"
        missing = [
            part
            for part in (dated, book.isbn or "", folded(book.summary))
            if part not in shown_text
        ]
        assert not missing, f"page of {slug} without {missing}"

    def history(self, slug: str) -> None:
        """The page is searched for once, and then requested by its address, because most
        comparisons are of histories."""
        book, viewer = self.library.book(slug), self.world["viewer"]
        addresses = self.world.addresses if book.seeded else self.addresses
        if address := addresses.get(book.number):
            page = viewer.get(address)
        else:
            page = self.world.admin.history(viewer, slug)
            addresses[book.number] = str(page.url)
        self._lines(self.world.admin.lines(page), book.history, slug)

    def author(self, slug: str) -> None:
        """An author's books and history, or 404 when there is no such author."""
        author = self.library.find_author(slug)
        if author is None:
            same(self.world.get("/books/", author=slug).status_code, 404, slug)
            same(self.world.get("/api/books/", author=slug).status_code, 404, slug)
            return
        self.walk(author=slug)
        self.pages(author=slug)
        shown = self.world.admin.lines(self.world.admin.author_history(self.world["viewer"], slug))
        self._lines(shown, author.history, slug)

    def _lines(self, shown: list[Line], expected: list[Line], slug: str) -> None:
        """Who did what; the fields only for changes."""
        data = [
            one if one.action == "changed" else one._replace(fields=frozenset()) for one in shown
        ]
        same(data, expected, f"history of {slug}")

    def after_step(self, number: int, slugs: Iterable[str]) -> None:
        """The fast comparisons: all books in one of the orders, and the books of the step."""
        self.walk(sort=SORTS[number % len(SORTS)])
        for slug in slugs:
            self.one(slug)
            if self.library.find(slug):
                self.history(slug)

    def everything(self, number: int) -> None:
        """All orders, authors and pages, some searches, the admin's list and its CSV."""
        for sort in SORTS:
            self.walk(sort=sort)
        for author in self.library.authors:
            self.author(author.slug)
        for turn in range(2):
            self.search(QUERIES[(2 * number + turn) % len(QUERIES)], SORTS[number % len(SORTS)])
        self.pages()
        self.pages(sort=SORTS[number % len(SORTS)])
        self.list_of_admin(sort=SORTS[number % len(SORTS)])
        self.list_of_admin(available=bool(number % 2))
        for author in self.library.authors[number % 3 :: 3]:
            self.list_of_admin(author=author.slug)
        for filters in ({}, FILTERS[number % len(FILTERS)]):
            self.csv(self.world.admin.export_csv(self.world["editor"], **filters), **filters)

    def histories(self) -> None:
        for book in self.library.books:
            self.history(book.slug)
