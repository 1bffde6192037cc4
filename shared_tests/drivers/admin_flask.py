"""Drives Flask-Admin: the only place of the suite that knows its addresses and its forms."""

from __future__ import annotations

from typing import Any

import lxml.html

from shared_tests.drivers.admin import AdminDriver, Line
from shared_tests.harness.browser import Browser, Response, html

COLUMNS = {"title": 0, "year": 2}


class FlaskAdmin(AdminDriver):
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
    history_table = "changes"

    def titles(self, browser: Browser, *, page: int = 1, **asked: Any) -> list[str]:
        listed = browser.get("/admin/book/", page=page - 1, **_parameters(browser, **asked))
        return [_cell(row, "title") for row in _rows(listed)]

    def names(self, browser: Browser, q: str) -> list[str]:
        return [_cell(row, "name") for row in _rows(browser.get("/admin/author/", search=q))]

    def open_list(self, browser: Browser, q: str) -> Response:
        return browser.get("/admin/book/", search=q)

    def odd_lists(self, text: str) -> list[str]:
        return [
            f"/admin/book/?{name}={text}"
            for name in ("flt0_author_slug_equals", "flt1_available_equals", "sort")
        ]

    def book_id(self, browser: Browser, slug: str) -> str:
        return _id(_row(browser, "book", slug))

    def address_of(self, book_id: str) -> str:
        return f"/admin/book/edit/?id={book_id}"

    def about(self, kind: str, record_id: str | None) -> list[str]:
        query = "" if record_id is None else f"?id={record_id}"
        return [f"/admin/{kind}/{page}/{query}" for page in ("edit", "details", "history")]

    def writes(self, book_id: str) -> dict[str, tuple[str, dict[str, str]]]:
        return {
            "add": ("/admin/book/new/", {}),
            "change": (self.address_of(book_id), {}),
            "bulk": ("/admin/book/action/", {"action": "unavailable", "rowid": book_id}),
            "delete": ("/admin/book/delete/", {"id": book_id}),
            "user": ("/admin/user/new/", {}),
        }

    def open_add(self, browser: Browser, kind: str = "book", **filled_in: str) -> Response:
        if "author" in filled_in:
            filled_in["author_id"] = filled_in.pop("author")
        return browser.get(f"/admin/{kind}/new/", **filled_in)

    def open_change(self, browser: Browser, key: str, kind: str = "book") -> Response:
        row = _row(browser, kind, key)
        offered = "edit" if row.xpath(".//a[contains(@href, '/edit/')]") else "details"
        return browser.get(f"/admin/{kind}/{offered}/?id={_id(row)}")

    def save(
        self, browser: Browser, opened: Response, *, author_key: str = "", **fields: Any
    ) -> Response:
        sent = _sent(browser, fields) | ({"author_id": author_key} if author_key else {})
        return browser.submit(opened, opened.url.path, **sent)

    def force_change(self, browser: Browser, slug: str, **fields: object) -> Response:
        book = browser.get(f"/api/books/{slug}/").json()
        kept = {name: book[name] for name in ("title", "slug", "year", "version")} | {
            "author": book["author"]["slug"]
        }
        data = {**_sent(browser, {**kept, **fields}), "csrf_token": browser.token()}
        return browser.post(self.address_of(self.book_id(browser, slug)), data)

    def delete(self, browser: Browser, slug: str) -> Response:
        return _delete(browser, "book", slug)

    def mark_unavailable(self, browser: Browser, *slugs: str) -> Response:
        ticked = [self.book_id(browser, slug) for slug in slugs]
        return _send(
            browser, browser.get("/admin/book/"), "action", action="unavailable", rowid=ticked
        )

    def export_csv(self, browser: Browser, **asked: Any) -> Response:
        listed = browser.get("/admin/book/", **_parameters(browser, **asked))
        (link,) = html(listed).xpath("//a[contains(@href, '/export/csv/')]/@href")
        return browser.get(link)

    def history(self, browser: Browser, key: str, kind: str = "book") -> Response:
        return browser.get(f"/admin/{kind}/history/?id={_id(_row(browser, kind, key))}")

    def lines(self, history: Response) -> list[Line]:
        shown = [
            [cell.text_content().strip() for cell in row]
            for row in html(history).xpath("//tr[count(td) = 4]")
        ]
        lines = [
            Line(who, what, frozenset(filter(None, fields.split(", "))))
            for _, who, what, fields in shown
        ]
        return lines[::-1]

    def delete_author(self, browser: Browser, slug: str) -> Response:
        answer = _delete(browser, "author", slug)
        return browser.follow(answer) if answer.is_redirect else answer

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        opened = self.open_add(browser, "user")
        return self.save(
            browser, opened, username=username, password=password, role=role, active=True
        )

    def set_password(self, browser: Browser, username: str, password: str) -> Response:
        return self.save(browser, self.open_user(browser, username), password=password)

    def delete_user(self, browser: Browser, username: str) -> Response:
        listed, row = _find(browser, "user", username)
        return listed if row is None else _send(browser, listed, "delete", id=_id(row))

    def delete_users_together(self, browser: Browser, *usernames: str) -> Response | None:
        return None  # records are deleted one by one


def _parameters(
    browser: Browser,
    *,
    q: str = "",
    author: str = "",
    available: bool | None = None,
    sort: str = "",
) -> dict[str, str | int]:
    """How the list of books is asked for a search, filters and an order."""
    parameters: dict[str, str | int] = {}
    if q:
        parameters["search"] = q
    if author:
        parameters["flt0_author_slug_equals"] = author
    if available is not None:
        parameters["flt1_available_equals"] = int(available)
    if sort:
        parameters |= {"sort": COLUMNS[sort.removeprefix("-")]} | (
            {"desc": 1} if sort.startswith("-") else {}
        )
    return parameters


def _rows(page: Response) -> list[lxml.html.HtmlElement]:
    return html(page).xpath(
        "//table[contains(@class, 'model-list')]//tr[td[contains(@class, 'col-')]]"
    )


def _cell(row: lxml.html.HtmlElement, column: str) -> str:
    return row.xpath(f"string(td[@class='col-{column}'])").strip()


def _id(row: lxml.html.HtmlElement) -> str:
    """From the link to the row's history, the one that every role is shown."""
    return row.xpath("substring-after(.//a[contains(@href, '/history/')]/@href, 'id=')")


def _find(browser: Browser, kind: str, key: str) -> tuple[Response, lxml.html.HtmlElement | None]:
    """The list with the record of this slug or user name, and its row; turns the pages until it is
    found."""
    column, page = ("username" if kind == "user" else "slug"), 0
    # Books are searched by title and author.
    search = browser.get(f"/api/books/{key}/").json()["title"] if kind == "book" else key
    while rows := _rows(listed := browser.get(f"/admin/{kind}/", search=search, page=page)):
        for row in rows:
            if _cell(row, column) == key:
                return listed, row
        page += 1
    return listed, None


def _row(browser: Browser, kind: str, key: str) -> lxml.html.HtmlElement:
    _, row = _find(browser, kind, key)
    assert row is not None, f"no {kind} {key!r} in the admin"
    return row


def _delete(browser: Browser, kind: str, key: str) -> Response:
    listed, row = _find(browser, kind, key)
    assert row is not None, f"no {kind} {key!r} in the admin"
    return _send(browser, listed, "delete", id=_id(row))


def _sent(browser: Browser, fields: dict[str, Any]) -> dict[str, Any]:
    """As the form names them: the author is an option's value."""
    sent = dict(fields)
    if "author" in sent:
        sent["author_id"] = _id(_row(browser, "author", sent.pop("author")))
    return sent


def _send(browser: Browser, listed: Response, what: str, **fields: Any) -> Response:
    """The form of a list that a button sends; without the form when none is offered."""
    path = f"{listed.url.path}{what}/"
    if html(listed).xpath("//form[@action=$path]", path=path):
        return browser.submit(listed, path, **fields)
    return browser.post(path, {**fields, "csrf_token": browser.token()})
