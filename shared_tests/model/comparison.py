"""Compares all that the server shows with what the model says it must show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shared_tests.drivers.admin import Line
from shared_tests.drivers.exports import rows
from shared_tests.harness.browser import Response, html, text
from shared_tests.model.answers import folded, same
from shared_tests.model.library import COLUMNS, PAGE_SIZE, SORTS, Book, Library
from shared_tests.model.rules import in_words
from shared_tests.model.world import World

MOMENT = timedelta(seconds=1)
QUERIES = (
    "tie", "  TIE  ", "bronte", "BRONTË", "same name", "strasse", "ﬁne", "fine", "%", "_", "\\",
    "=", "홍길", "ize",
    "홍길", "istanbul", "no such book", "\u0301", "two\nlines", "İ", "ａ ｔｉｅ",
)  # fmt: skip

ASKED: list[dict[str, Any]] = [
    {"q": "tie"},
    {"available": True},
    {"sort": "-year"},
    {"available": False},
]


@dataclass(frozen=True)
class Times:
    """When a book was made and last changed, as the server said at this version."""

    version: int
    created_at: datetime
    updated_at: datetime


def moment(told: str) -> datetime:
    at = datetime.fromisoformat(told)
    assert at.utcoffset() == timedelta(0), told
    return at


class Comparison:
    def __init__(self, world: World, library: Library) -> None:
        self.world = world
        self.library = library
        self.times: dict[Book, Times] = {}
        self.addresses: dict[int, str] = {}
        self.since = world.began

    def book(self, told: dict[str, Any], book: Book) -> None:
        """Every field of a book, and nothing else; the times move when something changes,
        and only
        then."""
        fields = dict(told)
        now = Times(
            fields["version"], moment(fields.pop("created_at")), moment(fields.pop("updated_at"))
        )
        same(fields, book.as_json(), book.slug)
        seen = self.times.setdefault(book, now)
        if seen is now:
            assert (
                self.since - MOMENT
                <= now.created_at
                <= now.updated_at
                <= datetime.now(UTC) + MOMENT
            )
        elif seen.version == now.version:
            same(now, seen, f"the times of {book.slug} moved when nothing changed")
        else:
            same(now.created_at, seen.created_at, f"created_at of {book.slug}")
            assert seen.updated_at < now.updated_at, (
                f"updated_at of {book.slug} stood still at a change"
            )
            assert self.since - MOMENT <= now.updated_at <= datetime.now(UTC) + MOMENT
        self.times[book] = now

    def walk(self, **asked: Any) -> None:
        """A list of the API to its end, one cursor after the other."""
        expected = self.library.listed(**asked)
        told: list[dict[str, Any]] = []
        page = self.world.get("/api/books/", **asked)
        while True:
            same(
                (page.status_code, page.headers["Content-Type"]),
                (200, "application/json"),
                page.url,
            )
            document = page.json()
            same(set(document), {"results", "next"}, page.url)
            told += document["results"]
            slugs = [one["slug"] for one in told]
            same(slugs, [book.slug for book in expected[: len(slugs)]], page.url)
            if document["next"] is None:
                break
            same(len(document["results"]), PAGE_SIZE, page.url)
            page = self.world.get(document["next"])
        same(len(told), len(expected), f"number of books of {asked}")
        for one, book in zip(told, expected, strict=True):
            self.book(one, book)

    def pages(self, **asked: Any) -> None:
        """A list of the catalogue, page by page, and that there is none after the last."""
        expected = self.library.listed(**asked)
        last = max(1, (len(expected) + PAGE_SIZE - 1) // PAGE_SIZE)
        for number in range(1, last + 1):
            answer = self.world.get("/books/", **asked, page=number)
            page = html(answer)
            links = page.cssselect("ol.books > li a[href^='/books/']")
            shown = [(link.get("href"), folded(link.text_content())) for link in links]
            books = expected[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            same(
                shown, [(f"/books/{book.slug}/", folded(book.title)) for book in books], answer.url
            )
            same(page.cssselect("p.total")[0].text_content(), in_words(len(expected)), answer.url)
            ways = {link.get("rel"): link.get("href") for link in page.cssselect("nav.pages a")}
            kept = {name: value.strip() for name, value in asked.items() if value.strip()}
            neighbours = {
                "prev": number - 1 if number > 1 else 0,
                "next": number + 1 if number < last else 0,
            }
            told = {rel: dict(parse_qsl(urlsplit(way).query)) for rel, way in ways.items()}
            same(
                told,
                {rel: kept | {"page": str(n)} for rel, n in neighbours.items() if n},
                answer.url,
            )
        same(
            self.world.get("/books/", **asked, page=last + 1).status_code,
            404,
            f"page {last + 1} of {asked}",
        )

    def search(self, q: str, sort: str = "") -> None:
        self.walk(q=q, sort=sort)
        self.pages(q=q, sort=sort)
        self.list_of_admin(q=q)

    def list_of_admin(self, **asked: Any) -> None:
        shown = self.world.admin.titles(self.world["editor"], **asked)
        same(
            [*map(folded, shown)],
            [folded(book.title) for book in self.library.listed(**asked)],
            f"admin, {asked}",
        )

    def csv(self, answer: Response, *, columns: Sequence[str] = COLUMNS, **asked: Any) -> None:
        """A file of what is asked for, which has at least the columns of the contract."""
        same(answer.headers["Content-Type"], "text/csv; charset=utf-8")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        found, expected = rows(answer), self.library.listed(**asked)
        same(
            [row["slug"] for row in found],
            [book.as_row()["slug"] for book in expected],
            f"CSV of {asked}",
        )
        for row, book in zip(found, expected, strict=True):
            same({name: row[name] for name in columns}, book.as_row(), f"CSV of {asked}")

    def one(self, slug: str) -> None:
        """A book at its own addresses, or that there is none."""
        book = self.library.found(slug)
        answer, page = self.world.get(f"/api/books/{slug}/"), self.world.get(f"/books/{slug}/")
        if book is None:
            same((answer.status_code, page.status_code), (404, 404), slug)
            same(answer.headers["Content-Type"], "application/problem+json", slug)
            return
        same((answer.status_code, page.status_code), (200, 200), slug)
        same(
            (answer.headers["Content-Type"], answer.headers["ETag"]),
            ("application/json", f'"{book.version}"'),
            slug,
        )
        self.book(answer.json(), book)
        document, said = html(page), text(page)
        same(folded(document.xpath("string(//h1)")), folded(book.title), slug)
        (author,) = document.xpath(
            "//a[@href=$address]", address=f"/books/?author={book.author.slug}"
        )
        same(folded(author.text_content()), folded(book.author.name), slug)
        (shelf,) = document.cssselect("dd.availability")
        same(shelf.text_content(), "available" if book.available else "not available", slug)
        dated = str(book.year) if book.year >= 0 else f"{-book.year} BC"
        missing = [
            part for part in (dated, book.isbn or "", folded(book.summary)) if part not in said
        ]
        assert not missing, f"page of {slug} without {missing}"

    def history(self, slug: str) -> None:
        """The page is searched for once,
        and then asked for by its address: most comparisons are of
        histories."""
        book, viewer = self.library.book(slug), self.world["viewer"]
        addresses = self.world.addresses if book.seeded else self.addresses
        if address := addresses.get(book.number):
            page = viewer.get(address)
        else:
            page = self.world.admin.history(viewer, slug)
            addresses[book.number] = str(page.url)
        self._lines(self.world.admin.lines(page), book.history, slug)

    def author(self, slug: str) -> None:
        """An author's books and history, or that there is no such author."""
        author = self.library.found_author(slug)
        if author is None:
            same(self.world.get("/books/", author=slug).status_code, 404, slug)
            same(self.world.get("/api/books/", author=slug).status_code, 404, slug)
            return
        self.walk(author=slug)
        self.pages(author=slug)
        shown = self.world.admin.lines(self.world.admin.author_history(self.world["viewer"], slug))
        self._lines(shown, author.history, slug)

    def _lines(self, shown: list[Line], expected: list[Line], slug: str) -> None:
        """Who did what; the fields of a change alone."""
        told = [
            one if one.action == "changed" else one._replace(fields=frozenset()) for one in shown
        ]
        same(told, expected, f"history of {slug}")

    def after_step(self, number: int, slugs: Iterable[str]) -> None:
        """What costs little: all books in one of the orders, and what the step was about."""
        self.walk(sort=SORTS[number % len(SORTS)])
        for slug in slugs:
            self.one(slug)
            if self.library.found(slug):
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
        for asked in ({}, ASKED[number % len(ASKED)]):
            self.csv(self.world.admin.export_csv(self.world["editor"], **asked), **asked)

    def histories(self) -> None:
        for book in self.library.books:
            self.history(book.slug)
