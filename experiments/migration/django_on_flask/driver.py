"""The driver of the combined admin: books and authors are Django's, users are still
Flask-Admin's."""

from __future__ import annotations

from typing import Any

from shared_tests.drivers.admin import Line
from shared_tests.drivers.admin_django import DjangoAdmin
from shared_tests.drivers.admin_flask import FlaskAdmin
from shared_tests.harness.browser import Browser, Response

USERS = FlaskAdmin()


class HalfMovedAdmin(DjangoAdmin):
    """See ``AdminDriver`` for what each method promises."""

    manager_addresses = USERS.manager_addresses
    history_table = USERS.history_table

    def about(self, kind: str, record_id: str | None) -> list[str]:
        return USERS.about(kind, record_id) if kind == "user" else super().about(kind, record_id)

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return super().writes(book_id) | {"user": USERS.writes(book_id)["user"]}

    def open_add(self, browser: Browser, kind: str = "book", **filled_in: str) -> Response:
        if kind == "user":
            return USERS.open_add(browser, kind, **filled_in)
        return super().open_add(browser, kind, **filled_in)

    def open_change(self, browser: Browser, key: str, kind: str = "book") -> Response:
        if kind == "user":
            return USERS.open_change(browser, key, kind)
        return super().open_change(browser, key, kind)

    def save(
        self, browser: Browser, opened: Response, *, author_key: str = "", **fields: Any
    ) -> Response:
        if opened.url.path.startswith("/admin/user/"):
            return USERS.save(browser, opened, **fields)
        return super().save(browser, opened, author_key=author_key, **fields)

    def history(self, browser: Browser, key: str, kind: str = "book") -> Response:
        if kind == "user":
            return USERS.history(browser, key, kind)
        return super().history(browser, key, kind)

    def lines(self, history: Response) -> list[Line]:
        return USERS.lines(history)  # both show Flask's table in the same way

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        return USERS.add_user(browser, username, password, role)

    def set_password(self, browser: Browser, username: str, password: str) -> Response:
        return USERS.set_password(browser, username, password)

    def delete_user(self, browser: Browser, username: str) -> Response:
        return USERS.delete_user(browser, username)

    def delete_users_together(self, browser: Browser, *usernames: str) -> Response | None:
        return USERS.delete_users_together(browser, *usernames)
