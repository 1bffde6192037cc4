"""What the suite must know of an admin: one driver for each, so that no test knows an admin's URLs or forms."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from shared_tests.browser import Browser, Response


class Line(NamedTuple):
    """A line of a history: who did what, and the names of the fields as the contract calls them."""

    user: str
    action: str
    """added, changed or deleted"""
    fields: frozenset[str] = frozenset()


class AdminDriver(Protocol):
    """Each method works as a person would: it opens the page, reads the form that is shown, sends it.

    ``fields`` are those of the contract: title, slug, author (an author's slug), year, isbn, summary, available.
    """

    @property
    def addresses(self) -> tuple[str, ...]:
        """Paths of every kind of page that needs no id: index, lists, add forms, export."""

    @property
    def manager_addresses(self) -> tuple[str, ...]:
        """Paths that only a manager may open: the users, their add form."""

    def titles(
        self,
        browser: Browser,
        *,
        q: str = "",
        author: str = "",
        available: bool | None = None,
        sort: str = "",
        page: int = 1,
    ) -> list[str]:
        """The titles that the list of books shows, in order; ``sort`` is title, -title, year or -year."""

    def open_list(self, browser: Browser, q: str) -> Response:
        """The list of the books that a search finds."""

    def book_id(self, browser: Browser, slug: str) -> str:
        """What stands for a book in the admin's addresses."""

    def address_of(self, book_id: str) -> str:
        """The address of the page on which the book with this id is changed, whether there is one or not."""

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        """Address and fields of each kind of write: add, change, delete, bulk, and user; add, change and user with
        nothing filled in, so that nothing is stored."""

    def open_add(self, browser: Browser) -> Response:
        """The empty form for a book (or the refusal)."""

    def add(self, browser: Browser, **fields: object) -> Response:
        """Open the add form, fill it in, save: a redirect when it was stored, else the form again."""

    def open_change(self, browser: Browser, slug: str) -> Response:
        """The form of a book that exists (for a viewer: the page as far as it is shown)."""

    def save(self, browser: Browser, opened: Response, **fields: object) -> Response:
        """Send the change form that was opened earlier, with some fields changed."""

    def force_change(self, browser: Browser, slug: str, **fields: object) -> Response:
        """Post a change without having been offered a form, with a valid token: what a viewer might try."""

    def delete(self, browser: Browser, slug: str) -> Response:
        """Delete a book and confirm; posts even where no button is offered, with a valid token."""

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        """The bulk action on the list of books; posts even where it is not offered, with a valid token."""

    def export_csv(self, browser: Browser) -> Response:
        """The catalogue as CSV, all books."""

    def history(self, browser: Browser, slug: str) -> Response:
        """The page that says who changed what on this book and when."""

    def lines(self, history: Response) -> list[Line]:
        """What the page of a history says, the oldest line first."""

    def add_author(self, browser: Browser, name: str, slug: str) -> Response:
        """Store an author (a redirect when it was stored)."""

    def open_author(self, browser: Browser, slug: str) -> Response:
        """The form of an author who exists."""

    def save_author(self, browser: Browser, opened: Response, **fields: str) -> Response:
        """Send the form of an author that was opened earlier, with name or slug changed."""

    def author_history(self, browser: Browser, slug: str) -> Response:
        """The page that says who changed what on this author and when."""

    def delete_author(self, browser: Browser, slug: str) -> Response:
        """Try to delete an author, and answer with the page that tells what became of it (redirects followed)."""

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        """Make an active user of a role (a redirect when it was stored)."""

    def change_user(self, browser: Browser, username: str, *, active: bool | None = None, role: str = "") -> Response:
        """Change whether a user may sign in, or the role."""

    def delete_user(self, browser: Browser, username: str) -> Response:
        """Delete a user and confirm."""

    def open_user(self, browser: Browser, username: str) -> Response:
        """The page on which a user is changed."""
