"""Drives Flask-Admin: the only place of the suite that knows its addresses and its forms."""

from __future__ import annotations

from typing import Any

import lxml.html

from shared_tests.admin_driver import Line
from shared_tests.browser import Browser, Response, html

COLUMNS = {"title": 0, "year": 2}


class FlaskAdmin:
    """See ``AdminDriver`` for what each method promises."""

    addresses = (
        "/admin/",
        "/admin/book/",
        "/admin/book/new/",
        "/admin/book/export/csv/",
        "/admin/author/",
        "/admin/author/new/",
    )
    manager_addresses = ("/admin/user/", "/admin/user/new/")

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
        parameters: dict[str, str | int] = {"page": page - 1}
        if q:
            parameters["search"] = q
        if author:
            parameters["flt0_author_equals"] = _cell(_row(browser, "author", author), "name")
        if available is not None:
            parameters["flt1_available_equals"] = int(available)
        if sort:
            parameters |= {"sort": COLUMNS[sort.removeprefix("-")]} | ({"desc": 1} if sort.startswith("-") else {})
        return [_cell(row, "title") for row in _rows(browser.get("/admin/book/", **parameters))]

    def open_list(self, browser: Browser, q: str) -> Response:
        return browser.get("/admin/book/", search=q)

    def book_id(self, browser: Browser, slug: str) -> str:
        return _id(_book_row(browser, slug))

    def address_of(self, book_id: str) -> str:
        return f"/admin/book/edit/?id={book_id}"

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return {
            "add": ("/admin/book/new/", {}),
            "change": (self.address_of(book_id), {}),
            "bulk": ("/admin/book/action/", {"action": "unavailable", "rowid": book_id}),
            "delete": ("/admin/book/delete/", {"id": book_id}),
            "user": ("/admin/user/new/", {}),
        }

    def open_add(self, browser: Browser) -> Response:
        return browser.get("/admin/book/new/")

    def add(self, browser: Browser, **fields: object) -> Response:
        return browser.submit(self.open_add(browser), "/admin/book/new/", **_sent(browser, fields))

    def open_change(self, browser: Browser, slug: str) -> Response:
        row = _book_row(browser, slug)
        offered = "edit" if row.xpath(".//a[contains(@href, '/edit/')]") else "details"
        return browser.get(f"/admin/book/{offered}/?id={_id(row)}")

    def save(self, browser: Browser, opened: Response, **fields: object) -> Response:
        return browser.submit(opened, "/admin/book/edit/", **_sent(browser, fields))

    def force_change(self, browser: Browser, slug: str, **fields: object) -> Response:
        book = browser.get(f"/api/books/{slug}/").json()
        kept = {name: book[name] for name in ("title", "slug", "year", "version")} | {"author": book["author"]["slug"]}
        data = {**_sent(browser, {**kept, **fields}), "csrf_token": browser.token()}
        return browser.post(self.address_of(self.book_id(browser, slug)), data)

    def delete(self, browser: Browser, slug: str) -> Response:
        return _send(browser, "book", "delete", id=self.book_id(browser, slug))

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        ticked = [self.book_id(browser, slug) for slug in slugs]
        return _send(browser, "book", "action", action="unavailable", rowid=ticked)

    def export_csv(self, browser: Browser) -> Response:
        return browser.get("/admin/book/export/csv/")

    def history(self, browser: Browser, slug: str) -> Response:
        return browser.get(f"/admin/book/history/?id={self.book_id(browser, slug)}")

    def lines(self, history: Response) -> list[Line]:
        shown = [[cell.text_content().strip() for cell in row] for row in html(history).xpath("//tr[count(td) = 4]")]
        lines = [Line(who, what, frozenset(filter(None, fields.split(", ")))) for _, who, what, fields in shown]
        return lines[::-1]

    def add_author(self, browser: Browser, name: str, slug: str) -> Response:
        return browser.submit(browser.get("/admin/author/new/"), "/admin/author/new/", name=name, slug=slug)

    def open_author(self, browser: Browser, slug: str) -> Response:
        return browser.get(f"/admin/author/edit/?id={_id(_row(browser, 'author', slug))}")

    def save_author(self, browser: Browser, opened: Response, **fields: str) -> Response:
        return browser.submit(opened, "/admin/author/edit/", **fields)

    def author_history(self, browser: Browser, slug: str) -> Response:
        return browser.get(f"/admin/author/history/?id={_id(_row(browser, 'author', slug))}")

    def delete_author(self, browser: Browser, slug: str) -> Response:
        return browser.follow(_send(browser, "author", "delete", id=_id(_row(browser, "author", slug))))

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        fields: dict[str, Any] = {"username": username, "password": password, "role": role, "active": True}
        return browser.submit(browser.get("/admin/user/new/"), "/admin/user/new/", **fields)

    def change_user(self, browser: Browser, username: str, *, active: bool | None = None, role: str = "") -> Response:
        fields: dict[str, Any] = ({} if active is None else {"active": active}) | ({"role": role} if role else {})
        return browser.submit(self.open_user(browser, username), "/admin/user/edit/", **fields)

    def delete_user(self, browser: Browser, username: str) -> Response:
        row = _find(browser, "user", username)
        return browser.get("/admin/user/") if row is None else _send(browser, "user", "delete", id=_id(row))

    def open_user(self, browser: Browser, username: str) -> Response:
        return browser.get(f"/admin/user/edit/?id={_id(_row(browser, 'user', username))}")


def _rows(page: Response) -> list[lxml.html.HtmlElement]:
    return html(page).xpath("//table[contains(@class, 'model-list')]//tr[td[contains(@class, 'col-')]]")


def _cell(row: lxml.html.HtmlElement, column: str) -> str:
    return row.xpath(f"string(td[@class='col-{column}'])").strip()


def _id(row: lxml.html.HtmlElement) -> str:
    """From the link to the row's history, the one that every role is shown."""
    return row.xpath("substring-after(.//a[contains(@href, '/history/')]/@href, 'id=')")


def _find(browser: Browser, model: str, key: str, search: str = "") -> lxml.html.HtmlElement | None:
    """The row of the record with this slug or user name; turns the pages until it is found."""
    column, page = ("username" if model == "user" else "slug"), 0
    while rows := _rows(browser.get(f"/admin/{model}/", search=search or key, page=page)):
        for row in rows:
            if _cell(row, column) == key:
                return row
        page += 1
    return None


def _row(browser: Browser, model: str, key: str, search: str = "") -> lxml.html.HtmlElement:
    row = _find(browser, model, key, search)
    assert row is not None, f"no {model} {key!r} in the admin"
    return row


def _book_row(browser: Browser, slug: str) -> lxml.html.HtmlElement:
    """Books are searched by title and author."""
    return _row(browser, "book", slug, browser.get(f"/api/books/{slug}/").json()["title"])


def _sent(browser: Browser, fields: dict[str, Any]) -> dict[str, Any]:
    """As the form names them: the author is an option's value."""
    sent = dict(fields)
    if "author" in sent:
        sent["author_id"] = _id(_row(browser, "author", sent.pop("author")))
    return sent


def _send(browser: Browser, model: str, what: str, **fields: Any) -> Response:
    """The hidden form of a list, which its buttons fill in; without the form when none is offered."""
    path = f"/admin/{model}/{what}/"
    page = browser.get(f"/admin/{model}/")
    if html(page).xpath("//form[@action=$path]", path=path):
        return browser.submit(page, path, **fields)
    return browser.post(path, {**fields, "csrf_token": browser.token()})
