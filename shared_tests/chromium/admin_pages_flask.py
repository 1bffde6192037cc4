"""Page objects of Flask-Admin."""

from __future__ import annotations

from playwright.sync_api import Dialog, Locator

from shared_tests.chromium.admin_pages import AdminPages, Screens


class FlaskAdminPages(AdminPages):
    side = "flask"
    books = "/admin/book/"
    titles_in = "td.col-title"
    messages_in = ".alert-success"
    conflict_in = ".alert-danger >> nth=0"
    changes_in = "table tr:has(td)"

    def link_to(self, title: str) -> Locator:
        return self._row(title).get_by_title("Edit Record")

    def error_of(self, field: str) -> Locator:
        return self.page.locator(f".form-group:has([name='{field}']) .invalid-feedback")

    def controls(self) -> dict[str, Locator]:
        return {
            "add": self.page.get_by_role("link", name="Create"),
            "mark": self.page.get_by_text("With selected"),
            "change": self.page.get_by_title("Edit Record"),
            "delete": self.page.get_by_title("Delete Record"),
        }

    def box_of(self, title: str) -> Locator:
        return self._row(title).get_by_role("checkbox")

    def filter_by_author(self, name: str) -> None:
        self.page.get_by_text("Add Filter").click()
        self.page.locator("a.filter", has_text="Author").click()
        # The filter asks for the slug
        self.page.locator(".filter-val").fill(name.lower().replace(" ", "-"))
        self.follow(self.page.get_by_role("button", name="Apply"))

    def mark_unavailable(self) -> None:
        self.page.get_by_text("With selected").click()
        self._agree(
            self.page.get_by_text("Mark as unavailable"), "Mark the selected books as unavailable?"
        )

    def delete(self, title: str) -> None:
        self.find(title)
        self._agree(
            self._row(title).get_by_title("Delete Record"),
            "Are you sure you want to delete this record?",
        )

    def open_history(self, title: str) -> None:
        self.find(title)
        self.follow(self._row(title).get_by_title("History"))

    def screens(self) -> Screens:
        return {
            "index": lambda: self.page.goto("/admin/"),
            "list": self.open_list,
            # Of the list that is open
            "filtered list": lambda: self.filter_by_author("Jane Austen"),
            "add form": lambda: self.page.goto("/admin/book/new/"),
            "change form": lambda: self.open_change("Adam Bede"),
            "refused form": self.show_refusal,
            "details": lambda: self.follow(self.page.get_by_role("link", name="Details")),
            "history": lambda: self.open_history("Adam Bede"),
            "list of users": lambda: self.page.goto("/admin/user/"),
            "form for a user": lambda: self.page.goto("/admin/user/new/"),
        }

    def _row(self, title: str) -> Locator:
        cell = self.page.get_by_role("cell", name=title, exact=True)
        return self.page.get_by_role("row").filter(has=cell)

    def _agree(self, control: Locator, question: str) -> None:
        questions: list[str] = []

        def response(dialog: Dialog) -> None:
            questions.append(dialog.message)
            dialog.accept()

        self.page.once("dialog", response)
        self.follow(control)
        assert questions == [question]
