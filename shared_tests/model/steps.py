"""The users' steps: each is done to the server and to the model, and everything that both then show
is compared."""

from __future__ import annotations

from typing import Any

from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.browser import Response
from shared_tests.model.author_steps import AuthorSteps
from shared_tests.model.journal import step
from shared_tests.model.library import COLUMNS, Book
from shared_tests.model.responses import check_api_response, same, stored
from shared_tests.model.rules import from_form
from shared_tests.model.world import CATALOGUE, WRITERS, World


class Steps(AuthorSteps):
    """Begins with the small catalogue of ``world.py``, and its users. A book is named by its slug.

    A step about a book or an author that does not exist does nothing in the admin, where there is
    nothing to click.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.opened: dict[tuple[str, str], tuple[Response, Book, int]] = {}

    @step
    def create(self, user: str, **fields: Any) -> None:
        response = self.world.api(user, "POST", "/api/books/", fields)
        book = check_api_response(response, 201, lambda: self.library.create(user, fields))
        if book:
            same(response.headers["Location"], f"/api/books/{book.slug}/")
            self._shown(response, book)
        elif isinstance(slug := fields.get("slug"), str) and self.library.find(slug):
            self.about.append(slug)

    @step
    def patch(self, user: str, slug: str, versions: str = "now", /, **fields: Any) -> None:
        """``versions`` is what If-Match names: now, stale, several, any or nothing."""
        if_match = self._if_match(slug, versions)
        headers = {} if if_match is None else {"If-Match": if_match}
        response = self.world.api(user, "PATCH", f"/api/books/{slug}/", fields, **headers)
        self.about.append(slug)
        book = check_api_response(
            response, 200, lambda: self.library.patch(user, slug, if_match, fields)
        )
        if book:
            self._shown(response, book)

    @step
    def delete(self, user: str, slug: str, versions: str = "nothing") -> None:
        if_match = self._if_match(slug, versions)
        headers = {} if if_match is None else {"If-Match": if_match}
        response = self.world.api(user, "DELETE", f"/api/books/{slug}/", **headers)
        self.about.append(slug)
        check_api_response(response, 204, lambda: self.library.delete(user, slug, if_match))

    @step
    def add(self, user: str, **fields: Any) -> None:
        if self.library.find_author(fields["author"]) is None:
            return
        response = self.world.admin.add(self.world[user], **fields)
        book = stored(response, lambda: self.library.create(user, from_form(fields)), fields)
        if book:
            self.about.append(book.slug)

    @step
    def open(self, user: str, slug: str) -> None:
        """Look at a form, and save it later."""
        if book := self.library.find(slug):
            self.opened[user, slug] = (
                self.world.admin.open_change(self.world[user], slug),
                book,
                book.version,
            )

    @step
    def save(self, user: str, slug: str, /, **fields: Any) -> None:
        """Change the form that this user opened last, or open it now."""
        if (user, slug) not in self.opened:
            Steps.open.__wrapped__(self, user, slug)  # type: ignore[attr-defined]
        chosen = fields.get("author")
        if (user, slug) not in self.opened or (chosen and self.library.find_author(chosen) is None):
            return
        page, book, version = self.opened.pop((user, slug))
        response = self.world.admin.save(self.world[user], page, **fields)
        stored(response, lambda: self.library.save(user, book, version, from_form(fields)), fields)
        self.about += [book.slug] if book in self.library.books else []

    @step
    def mark_unavailable(self, user: str, *slugs: str) -> None:
        there = [slug for slug in slugs if self.library.find(slug)]
        response = self.world.admin.mark_unavailable(self.world[user], *there)
        stored(response, lambda: self.library.mark_unavailable(user, there))
        self.about += there

    @step
    def remove(self, user: str, slug: str) -> None:
        if self.library.find(slug):
            response = self.world.admin.delete(self.world[user], slug)
            stored(response, lambda: self.library.delete(user, slug))
            self.about.append(slug)

    @step
    def search(self, q: str, sort: str = "") -> None:
        self.comparison.search(q, sort)

    @step
    def export(self, user: str) -> None:
        response = request_export(self.world[user])
        same(response.status_code, 202)
        path = response.headers["Location"]
        same(wait(self.world[user], path), "done")
        response = self.world[user].get(f"{path}books.csv")
        self.comparison.csv(response)
        same(
            tuple(rows(response)[0]) if self.library.books else COLUMNS,
            COLUMNS,
            "columns of an export",
        )
        for other in WRITERS:
            same(
                self.world[other].get(path).status_code,
                200 if other == user else 404,
                f"export of {user}, {other}",
            )

    @step
    def seed(self) -> None:
        output = self.world.seed()
        authors, books = self.library.seed(CATALOGUE)
        same(output.strip(), f"{authors} authors and {books} books added")

    @step
    def compare(self) -> None:
        """Everything, also the history of each book, which is left out after most steps."""
        self.comparison.everything(len(self.lines))
        self.comparison.histories()

    def _if_match(self, slug: str, versions: str) -> str | None:
        book = self.library.find(slug)
        now = book.version if book else 1
        named = {
            "now": f'"{now}"',
            "stale": f'"{now - 1}"',
            "several": f'"77", "{now}"',
            "any": "*",
        }
        return named.get(versions)

    def _shown(self, response: Response, book: Book) -> None:
        """The book as the response to a write shows it."""
        same(
            (response.headers["Content-Type"], response.headers["ETag"]),
            ("application/json", f'"{book.version}"'),
        )
        self.comparison.book(response.json(), book)
        self.about.append(book.slug)
