"""Page objects of Django's admin."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from shared_tests.chromium.admin_pages import AdminPages, Screens


class DjangoAdminPages(AdminPages):
    side = "django"
    books = "/admin/books/book/"
    titles_in = "#result_list .field-title"
    messages_in = ".messagelist"
    conflict_in = ".errorlist.nonfield"
    changes_in = "#change-history tbody tr"

    def link_to(self, title: str) -> Locator:
        return self._row(title).get_by_role("link")

    def error_of(self, field: str) -> Locator:
        return self.page.locator(f".field-{field} .errorlist")

    def controls(self) -> dict[str, Locator]:
        return {
            "add": self.page.get_by_role("link", name="Add book"),
            "mark": self.page.locator("select[name=action]"),
        }

    def box_of(self, title: str) -> Locator:
        return self._row(title).get_by_role("checkbox")

    def filter_by_author(self, name: str) -> None:
        self.follow(
            self.page.locator("#changelist-filter").get_by_role("link", name=name, exact=True)
        )

    def mark_unavailable(self) -> None:
        self.page.locator("select[name=action]").select_option("Mark selected books as unavailable")
        self.follow(self.page.locator("button[name=index]"))

    def delete(self, title: str) -> None:
        self.open_change(title)
        self.follow(self.page.locator(".deletelink"))
        expect(self.page.get_by_text("Are you sure")).to_be_visible()
        self.follow(self.page.get_by_role("button", name="Yes, I’m sure"))

    def open_history(self, title: str) -> None:
        self.open_change(title)
        self.follow(self.page.get_by_role("link", name="History"))

    def screens(self) -> Screens:
        return {
            "index": lambda: self.page.goto("/admin/"),
            "list": self.open_list,
            # Of the list that is open
            "filtered list": lambda: self.filter_by_author("Jane Austen"),
            "add form": lambda: self.page.goto("/admin/books/book/add/"),
            "change form": lambda: self.open_change("Adam Bede"),
            "refused form": self.show_refusal,
            "delete confirmation": lambda: self.follow(self.page.locator(".deletelink")),
            "history": lambda: self.open_history("Adam Bede"),
            "list of users": lambda: self.page.goto("/admin/accounts/user/"),
            "form for a user": lambda: self.page.goto("/admin/accounts/user/add/"),
        }

    def _row(self, title: str) -> Locator:
        cell = self.page.get_by_role("rowheader", name=title, exact=True)
        return self.page.get_by_role("row").filter(has=cell)
