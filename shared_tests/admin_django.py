"""Drives Django's admin as a person does: through its lists, forms and confirmations."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from shared_tests.admin_driver import Line
from shared_tests.browser import Browser, Response, form_of, html

BOOKS, AUTHORS, USERS = "/admin/books/book/", "/admin/books/author/", "/admin/accounts/user/"
COLUMNS = {"title": "1", "year": "4"}


def rows(page: Response, column: str) -> dict[str, str]:
    """What a list shows in a column, with the address that the row's link leads to."""
    return {
        row.cssselect(f".field-{column}")[0].text_content(): row.cssselect("th a")[0].get("href").partition("?")[0]
        for row in html(page).cssselect("#result_list tbody tr")
    }


def address(browser: Browser, listed: str, column: str, value: str) -> str:
    """Search a list, and take the link of the row that has exactly this value."""
    return rows(browser.get(listed, q=value), column)[value]


def number(link: str) -> str:
    return link.split("/")[-3]


def line(row: lxml.html.HtmlElement) -> Line:
    """From a row such as "editor | Changed Title and ISBN." """
    user, said = (cell.text_content().strip() for cell in row.xpath("td"))
    action, _, fields = said.removesuffix(".").partition(" ")
    names = re.split(r", and | and |, ", fields.lower()) if fields else []
    return Line(user, action.lower(), frozenset(names))


def token(page: Response) -> str:
    return html(page).xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")


class DjangoAdmin:
    addresses = ("/admin/", BOOKS, f"{BOOKS}add/", f"{BOOKS}export/", AUTHORS, f"{AUTHORS}add/")
    manager_addresses = (USERS, f"{USERS}add/")

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
        asked = {
            "q": q,
            "p": str(page) if page > 1 else "",
            "o": sort.replace(key := sort.lstrip("-"), COLUMNS.get(key, "")),
        }
        if author:
            asked["author__id__exact"] = number(address(browser, AUTHORS, "slug", author))
        if available is not None:
            asked["available__exact"] = str(int(available))
        shown = browser.get(BOOKS, **{name: value for name, value in asked.items() if value})
        return [one.text_content() for one in html(shown).cssselect("#result_list .field-title")]

    def open_list(self, browser: Browser, q: str) -> Response:
        return browser.get(BOOKS, q=q)

    def book_id(self, browser: Browser, slug: str) -> str:
        return number(address(browser, BOOKS, "slug", slug))

    def address_of(self, book_id: str) -> str:
        return f"{BOOKS}{book_id}/change/"

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return {
            "add": (f"{BOOKS}add/", {}),
            "change": (self.address_of(book_id), {}),
            "bulk": (BOOKS, {"action": "mark_as_unavailable", "_selected_action": book_id, "index": "0"}),
            "delete": (f"{BOOKS}{book_id}/delete/", {"post": "yes"}),
            "user": (f"{USERS}add/", {}),
        }

    def open_add(self, browser: Browser) -> Response:
        return browser.get(f"{BOOKS}add/")

    def add(self, browser: Browser, **fields: Any) -> Response:
        return self.save(browser, self.open_add(browser), **fields)

    def open_change(self, browser: Browser, slug: str) -> Response:
        return browser.get(address(browser, BOOKS, "slug", slug))

    def save(self, browser: Browser, opened: Response, **fields: Any) -> Response:
        if "author" in fields:
            fields["author"] = number(address(browser, AUTHORS, "slug", str(fields["author"])))
        return browser.submit(opened, opened.url.path, **fields)

    def force_change(self, browser: Browser, slug: str, **fields: Any) -> Response:
        opened = self.open_change(browser, slug)
        return browser.post(opened.url.path, {"csrfmiddlewaretoken": token(opened), **fields})

    def delete(self, browser: Browser, slug: str) -> Response:
        return self._delete(browser, self.open_change(browser, slug))

    def _delete(self, browser: Browser, opened: Response) -> Response:
        path = opened.url.path.replace("/change/", "/delete/")
        asked = browser.get(path)
        if asked.status_code == 200 and token(asked) and html(asked).cssselect("input[name=post]"):
            return browser.submit(asked, path)
        return browser.post(path, {"csrfmiddlewaretoken": token(opened), "post": "yes"})

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        ticked = [self.book_id(browser, slug) for slug in slugs]
        shown = browser.get(BOOKS)
        chosen = {"action": "mark_as_unavailable", "_selected_action": ticked, "index": "0"}
        return browser.post(BOOKS, {"csrfmiddlewaretoken": token(shown), **chosen})

    def export_csv(self, browser: Browser) -> Response:
        (link,) = html(browser.get(BOOKS)).xpath("//a[contains(., 'CSV')]/@href")
        return browser.get(link)

    def history(self, browser: Browser, slug: str) -> Response:
        return browser.get(address(browser, BOOKS, "slug", slug).replace("/change/", "/history/"))

    def lines(self, history: Response) -> list[Line]:
        return [line(row) for row in html(history).cssselect("#change-history tbody tr")]

    def add_author(self, browser: Browser, name: str, slug: str) -> Response:
        return browser.submit(browser.get(f"{AUTHORS}add/"), f"{AUTHORS}add/", name=name, slug=slug)

    def open_author(self, browser: Browser, slug: str) -> Response:
        return browser.get(address(browser, AUTHORS, "slug", slug))

    def save_author(self, browser: Browser, opened: Response, **fields: str) -> Response:
        return browser.submit(opened, opened.url.path, **fields)

    def author_history(self, browser: Browser, slug: str) -> Response:
        return browser.get(address(browser, AUTHORS, "slug", slug).replace("/change/", "/history/"))

    def delete_author(self, browser: Browser, slug: str) -> Response:
        answer = self._delete(browser, browser.get(address(browser, AUTHORS, "slug", slug)))
        return browser.follow(answer) if answer.is_redirect else answer

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        page = browser.get(f"{USERS}add/")
        return browser.submit(
            page, page.url.path, username=username, password1=password, password2=password, **self._role(page, role)
        )

    def _role(self, page: Response, role: str) -> dict[str, Any]:
        (group,) = form_of(page, page.url.path).xpath(".//select[@name='groups']/option[.=$role]/@value", role=role)
        return {"groups": [group], "is_staff": role != "reader"}

    def change_user(self, browser: Browser, username: str, *, active: bool | None = None, role: str = "") -> Response:
        page = self.open_user(browser, username)
        fields = self._role(page, role) if role else {}
        if active is not None:
            fields["is_active"] = active
        return browser.submit(page, page.url.path, **fields)

    def delete_user(self, browser: Browser, username: str) -> Response:
        listed = browser.get(USERS, q=username)
        link = rows(listed, "username").get(username)
        return self._delete(browser, browser.get(link)) if link else listed

    def open_user(self, browser: Browser, username: str) -> Response:
        return browser.get(address(browser, USERS, "username", username))
