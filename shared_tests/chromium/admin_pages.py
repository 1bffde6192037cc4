"""Page objects of the admin: what both sides have in common, and what each side defines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from playwright.sync_api import Download, Locator, Page

Screens = dict[str, Callable[[], object]]


class AdminPages(ABC):
    """Each action ends on the page to which it leads."""

    side: str
    books: str
    """The address of the list; what follows are CSS selectors."""
    titles_in: str
    messages_in: str
    conflict_in: str
    changes_in: str

    def __init__(self, page: Page) -> None:
        self.page = page
        self.books_link = page.locator(f"a[href='{self.books}']").first
        self.search_box = page.get_by_role("search").get_by_role("textbox")
        self.titles = page.locator(self.titles_in)
        self.save_button = page.get_by_role("button", name="Save", exact=True)
        self.message = page.locator(self.messages_in)
        self.conflict = page.locator(self.conflict_in)
        self.changes = page.locator(self.changes_in)
        """The rows of a history."""

    @abstractmethod
    def link_to(self, title: str) -> Locator:
        """The link from the list to the form of a book."""

    @abstractmethod
    def error_of(self, field: str) -> Locator: ...

    @abstractmethod
    def controls(self) -> dict[str, Locator]:
        """The controls of the list: ``add`` and ``mark``, and others where the list has them."""

    @abstractmethod
    def box_of(self, title: str) -> Locator: ...

    @abstractmethod
    def filter_by_author(self, name: str) -> None: ...

    @abstractmethod
    def mark_unavailable(self) -> None:
        """Run the bulk action on the selected books, and confirm when asked."""

    @abstractmethod
    def delete(self, title: str) -> None:
        """Confirm when asked. Raises AssertionError when there is no question."""

    @abstractmethod
    def open_history(self, title: str) -> None: ...

    @abstractmethod
    def screens(self) -> Screens:
        """How to reach each kind of page, by its name."""

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']")

    def open_list(self) -> None:
        self.page.goto(self.books)

    def search(self, words: str) -> None:
        self.search_box.fill(words)
        self.follow(self.page.get_by_role("search").get_by_role("button"))

    def find(self, title: str) -> None:
        self.open_list()
        self.search(title)

    def open_change(self, title: str) -> None:
        self.find(title)
        self.follow(self.link_to(title))

    def save(self) -> None:
        self.follow(self.save_button)

    def download_csv(self) -> Download:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Export").click()
        return download.value

    def follow(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()

    def show_refusal(self) -> None:
        self.open_change("Adam Bede")
        self.field("slug").fill("two words")
        self.save()
