"""Drives what has become of the admin: books and authors are Django's, the users are still Flask-Admin's."""

from __future__ import annotations

from typing import Any

from shared_tests.admin_django import DjangoAdmin
from shared_tests.admin_flask import FlaskAdmin
from shared_tests.browser import Browser, Response

USERS = FlaskAdmin()


class HalfMovedAdmin(DjangoAdmin):
    """See ``AdminDriver`` for what each method promises."""

    manager_addresses = USERS.manager_addresses

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return super().writes(book_id) | {"user": USERS.writes(book_id)["user"]}

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        return USERS.add_user(browser, username, password, role)

    def change_user(self, browser: Browser, username: str, **fields: Any) -> Response:
        return USERS.change_user(browser, username, **fields)

    def delete_user(self, browser: Browser, username: str) -> Response:
        return USERS.delete_user(browser, username)

    def open_user(self, browser: Browser, username: str) -> Response:
        return USERS.open_user(browser, username)
