"""What the suite needs from an admin site: one driver for each admin, so that no test contains its
URLs or forms."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from shared_tests.harness.browser import Browser, Response


class Line(NamedTuple):
    """One entry of a history: the user, the action, and the names of the fields as the contract has
    them."""

    user: str
    action: str
    """added, changed or deleted"""
    fields: frozenset[str] = frozenset()


class AdminDriver(Protocol):
    """Each method works as a person does: it opens the page, reads the form and sends it.

    ``kind`` is book, author or user; ``key`` is the slug, or the user name. ``fields`` are those of
    the contract: title, slug, author (an author's slug), year, isbn, summary, available; name,
    slug; username, role, active, and password on the form that makes a user.
    """

    @property
    def addresses(self) -> tuple[str, ...]:
        """Paths of every kind of page that needs no id: index, lists, add forms, export."""

    @property
    def manager_addresses(self) -> tuple[str, ...]:
        """Paths that only a manager may open: the users, their add form."""

    @property
    def history_table(self) -> str:
        """The table that holds the histories."""

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
        """The titles that the list of books shows, in order; ``sort`` is title, -title, year or
        -year."""

    def names(self, browser: Browser, q: str) -> list[str]:
        """The names that the list of authors shows for a search."""

    def open_list(self, browser: Browser, q: str) -> Response:
        """The list of the books that a search finds."""

    def odd_lists(self, text: str) -> list[str]:
        """Addresses of the list of books in which each filter has this text as its key or truth
        value."""

    def book_id(self, browser: Browser, slug: str) -> str:
        """The book's id in the admin's addresses."""

    def address_of(self, book_id: str) -> str:
        """The address of the change form for this id, whether the book exists or not."""

    def about(self, kind: str, record_id: str | None) -> list[str]:
        """The addresses of all pages about one record (for None: without its id)."""

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        """Address and fields of each kind of write: add, change, delete, bulk, and user. Add,
        change and user are sent with no field filled in, so that nothing is stored."""

    def open_add(self, browser: Browser, kind: str = "book", **filled_in: str) -> Response:
        """The empty form (or the refusal). ``filled_in`` are fields given in the address;
        ``author`` is sent unchanged."""

    def add(self, browser: Browser, **fields: Any) -> Response:
        """Open the add form for a book, fill it in, save: a redirect when it was stored, else the
        form again."""
        return self.save(browser, self.open_add(browser), **fields)

    def open_change(self, browser: Browser, key: str, kind: str = "book") -> Response:
        """The form of a record that exists (for a viewer: the page as far as it is shown)."""

    def save(
        self, browser: Browser, opened: Response, *, author_key: str = "", **fields: Any
    ) -> Response:
        """Send a form of any kind that was opened earlier, with some fields changed: a redirect
        when it was stored. ``author_key`` is sent unchanged as the key of a book's author."""

    def force_change(self, browser: Browser, slug: str, **fields: object) -> Response:
        """Post a change with a valid token, but without a form: what a viewer might try."""

    def delete(self, browser: Browser, slug: str) -> Response:
        """Delete a book and confirm. Posts with a valid token even where no button is shown."""

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        """The bulk action on the list of books. Posts with a valid token even where it is not
        offered."""

    def export_csv(
        self,
        browser: Browser,
        *,
        q: str = "",
        author: str = "",
        available: bool | None = None,
        sort: str = "",
    ) -> Response:
        """Open the list of books as ``titles`` does, and follow its link to the CSV."""

    def history(self, browser: Browser, key: str, kind: str = "book") -> Response:
        """The history page of this record."""

    def lines(self, history: Response) -> list[Line]:
        """The entries of a history page, the oldest first."""

    def changes(self, browser: Browser, key: str, kind: str = "book") -> list[Line]:
        """The entries of a record's history, the oldest first."""
        return self.lines(self.history(browser, key, kind))

    def add_author(self, browser: Browser, name: str, slug: str) -> Response:
        """Store an author (a redirect when it was stored)."""
        return self.save(browser, self.open_add(browser, "author"), name=name, slug=slug)

    def open_author(self, browser: Browser, slug: str) -> Response:
        """The form of an existing author."""
        return self.open_change(browser, slug, "author")

    def save_author(self, browser: Browser, opened: Response, **fields: str) -> Response:
        """Send an author's form that was opened earlier, with name or slug changed."""
        return self.save(browser, opened, **fields)

    def author_history(self, browser: Browser, slug: str) -> Response:
        """The history page of this author."""
        return self.history(browser, slug, "author")

    def delete_author(self, browser: Browser, slug: str) -> Response:
        """Try to delete an author, and return the page that follows (redirects are followed)."""

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        """Make an active user of a role (a redirect when it was stored)."""

    def change_user(
        self, browser: Browser, username: str, *, active: bool | None = None, role: str = ""
    ) -> Response:
        """Change whether a user may sign in, or the role."""
        fields: dict[str, Any] = ({} if active is None else {"active": active}) | (
            {"role": role} if role else {}
        )
        return self.save(browser, self.open_user(browser, username), **fields)

    def set_password(self, browser: Browser, username: str, password: str) -> Response:
        """Give a user another password (a redirect when it was stored)."""

    def delete_user(self, browser: Browser, username: str) -> Response:
        """Delete a user and confirm."""

    def delete_users_together(self, browser: Browser, *usernames: str) -> Response | None:
        """Select users in the list, delete them together and confirm; None where the admin has no
        such action."""

    def open_user(self, browser: Browser, username: str) -> Response:
        """The page on which a user is changed."""
        return self.open_change(browser, username, "user")
