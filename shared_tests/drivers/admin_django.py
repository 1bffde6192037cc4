"""Drives Django's admin as a person does: through its lists, forms and confirmations."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from shared_tests.drivers.admin import AdminDriver, Line
from shared_tests.drivers.lists_django import (
    AUTHORS,
    BOOKS,
    LISTS,
    USERS,
    address,
    number,
    order,
    rows,
)
from shared_tests.harness.browser import Browser, Response, form_of, html

# The fields of Django's user, as its history names them.
NAMES = {"staff status": "role", "groups": "role", "user name": "username"}


def line(row: lxml.html.HtmlElement) -> Line:
    """From a row such as "editor | Changed Title and ISBN." """
    user, sentence = (cell.text_content().strip() for cell in row.xpath("td"))
    action, _, fields = sentence.removesuffix(".").partition(" ")
    names = re.split(r", and | and |, ", fields.lower()) if fields else []
    return Line(user, action.lower(), frozenset(NAMES.get(name, name) for name in names))


def token(page: Response) -> str:
    return html(page).xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")


class DjangoAdmin(AdminDriver):
    """See ``AdminDriver`` for what each method promises."""

    addresses = ("/admin/", BOOKS, f"{BOOKS}add/", f"{BOOKS}export/", AUTHORS, f"{AUTHORS}add/")
    manager_addresses = (USERS, f"{USERS}add/")
    history_table = "django_admin_log"

    def titles(self, browser: Browser, **filters: Any) -> list[str]:
        shown = self._listed(browser, **filters)
        return [one.text_content() for one in html(shown).cssselect("#result_list .field-title")]

    def names(self, browser: Browser, q: str) -> list[str]:
        return [
            one.text_content()
            for one in html(browser.get(AUTHORS, q=q)).cssselect("#result_list .field-name")
        ]

    def _listed(
        self,
        browser: Browser,
        *,
        q: str = "",
        author: str = "",
        available: bool | None = None,
        sort: str = "",
        page: int = 1,
    ) -> Response:
        """The list of books with a search, filters and an order."""
        filters = {
            "q": q,
            "p": str(page) if page > 1 else "",
            "o": order(browser, sort) if sort else "",
        }
        if author:
            filters["author__id__exact"] = number(address(browser, "author", author))
        if available is not None:
            filters["available__exact"] = str(int(available))
        return browser.get(BOOKS, **{name: value for name, value in filters.items() if value})

    def open_list(self, browser: Browser, q: str) -> Response:
        return browser.get(BOOKS, q=q)

    def odd_lists(self, text: str) -> list[str]:
        return [f"{BOOKS}?{name}={text}" for name in ("author__id__exact", "available__exact", "o")]

    def book_id(self, browser: Browser, slug: str) -> str:
        return number(address(browser, "book", slug))

    def address_of(self, book_id: str) -> str:
        return f"{BOOKS}{book_id}/change/"

    def about(self, kind: str, record_id: str | None) -> list[str]:
        record = "" if record_id is None else f"{record_id}/"
        return [f"{LISTS[kind]}{record}{page}/" for page in ("change", "delete", "history")]

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return {
            "add": (f"{BOOKS}add/", {}),
            "change": (self.address_of(book_id), {}),
            "bulk": (
                BOOKS,
                {"action": "mark_as_unavailable", "_selected_action": book_id, "index": "0"},
            ),
            "delete": (f"{BOOKS}{book_id}/delete/", {"post": "yes"}),
            "user": (f"{USERS}add/", {}),
        }

    def open_add(self, browser: Browser, kind: str = "book", **filled_in: str) -> Response:
        return browser.get(f"{LISTS[kind]}add/", **filled_in)

    def open_change(self, browser: Browser, key: str, kind: str = "book") -> Response:
        return browser.get(address(browser, kind, key))

    def save(
        self, browser: Browser, opened: Response, *, author_key: str = "", **fields: Any
    ) -> Response:
        sent = dict(fields)
        if "author" in sent:
            sent["author"] = number(address(browser, "author", str(sent["author"])))
        if author_key:
            sent["author"] = author_key
        if "password" in sent:
            sent["password1"] = sent["password2"] = sent.pop("password")
        if "role" in sent:
            sent |= self._role(opened, sent.pop("role"))
        if "active" in sent:
            sent["is_active"] = sent.pop("active")
        return browser.submit(opened, opened.url.path, **sent)

    def force_change(self, browser: Browser, slug: str, **fields: Any) -> Response:
        opened = self.open_change(browser, slug)
        return browser.post(opened.url.path, {"csrfmiddlewaretoken": token(opened), **fields})

    def delete(self, browser: Browser, slug: str) -> Response:
        return self._delete(browser, self.open_change(browser, slug))

    def _delete(self, browser: Browser, opened: Response) -> Response:
        path = opened.url.path.replace("/change/", "/delete/")
        confirmation = browser.get(path)
        if (
            confirmation.status_code == 200
            and token(confirmation)
            and html(confirmation).cssselect("input[name=post]")
        ):
            return browser.submit(confirmation, path)
        return browser.post(path, {"csrfmiddlewaretoken": token(opened), "post": "yes"})

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        return self._act(browser, "book", "mark_as_unavailable", slugs)

    def _act(self, browser: Browser, kind: str, action: str, keys: tuple[str, ...]) -> Response:
        """Run a bulk action on the rows of these slugs or user names."""
        ticked = [number(address(browser, kind, key)) for key in keys]
        shown = browser.get(LISTS[kind])
        chosen = {"action": action, "_selected_action": ticked, "index": "0"}
        return browser.post(LISTS[kind], {"csrfmiddlewaretoken": token(shown), **chosen})

    def export_csv(self, browser: Browser, **filters: Any) -> Response:
        (link,) = html(self._listed(browser, **filters)).xpath("//a[contains(., 'CSV')]/@href")
        return browser.get(link)

    def history(self, browser: Browser, key: str, kind: str = "book") -> Response:
        return browser.get(address(browser, kind, key).replace("/change/", "/history/"))

    def lines(self, history: Response) -> list[Line]:
        return [line(row) for row in html(history).cssselect("#change-history tbody tr")]

    def delete_author(self, browser: Browser, slug: str) -> Response:
        response = self._delete(browser, self.open_change(browser, slug, "author"))
        return browser.follow(response) if response.is_redirect else response

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        return self.save(
            browser, self.open_add(browser, "user"), username=username, password=password, role=role
        )

    def _role(self, page: Response, role: str) -> dict[str, Any]:
        (group,) = form_of(page, page.url.path).xpath(
            ".//select[@name='groups']/option[.=$role]/@value", role=role
        )
        return {"groups": [group], "is_staff": role != "reader"}

    def set_password(self, browser: Browser, username: str, password: str) -> Response:
        page = browser.get(address(browser, "user", username).replace("/change/", "/password/"))
        return self.save(browser, page, password=password)

    def delete_user(self, browser: Browser, username: str) -> Response:
        listed = browser.get(USERS, q=username)
        link = rows(listed, "username").get(username)
        return self._delete(browser, browser.get(link)) if link else listed

    def delete_users_together(self, browser: Browser, *usernames: str) -> Response | None:
        confirmation = self._act(browser, "user", "delete_selected", usernames)
        return (
            browser.submit(confirmation, USERS)
            if html(confirmation).cssselect("input[name=post]")
            else confirmation
        )

    def open_user(self, browser: Browser, username: str) -> Response:
        return self.open_change(browser, username, "user")
