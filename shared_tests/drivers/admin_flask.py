"""Drives Flask-Admin. With ``lists_flask.py`` the only place that contains its addresses and
forms."""

from __future__ import annotations

from typing import Any

from shared_tests.drivers.admin import AdminDriver, Line
from shared_tests.drivers.lists_flask import cell, find, id_of, parameters, row_of, rows
from shared_tests.harness.browser import Browser, Response, html


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

    def titles(self, browser: Browser, *, page: int = 1, **filters: Any) -> list[str]:
        listed = browser.get("/admin/book/", page=page - 1, **parameters(**filters))
        return [cell(row, "title") for row in rows(listed)]

    def names(self, browser: Browser, q: str) -> list[str]:
        return [cell(row, "name") for row in rows(browser.get("/admin/author/", search=q))]

    def open_list(self, browser: Browser, q: str) -> Response:
        return browser.get("/admin/book/", search=q)

    def odd_lists(self, text: str) -> list[str]:
        return [
            f"/admin/book/?{name}={text}"
            for name in ("flt0_author_slug_equals", "flt1_available_equals", "sort")
        ]

    def book_id(self, browser: Browser, slug: str) -> str:
        return id_of(row_of(browser, "book", slug))

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
        row = row_of(browser, kind, key)
        offered = "edit" if row.xpath(".//a[contains(@href, '/edit/')]") else "details"
        return browser.get(f"/admin/{kind}/{offered}/?id={id_of(row)}")

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

    def export_csv(self, browser: Browser, **filters: Any) -> Response:
        listed = browser.get("/admin/book/", **parameters(**filters))
        (link,) = html(listed).xpath("//a[contains(@href, '/export/csv/')]/@href")
        return browser.get(link)

    def history(self, browser: Browser, key: str, kind: str = "book") -> Response:
        return browser.get(f"/admin/{kind}/history/?id={id_of(row_of(browser, kind, key))}")

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
        response = _delete(browser, "author", slug)
        return browser.follow(response) if response.is_redirect else response

    def add_user(self, browser: Browser, username: str, password: str, role: str) -> Response:
        opened = self.open_add(browser, "user")
        return self.save(
            browser, opened, username=username, password=password, role=role, active=True
        )

    def set_password(self, browser: Browser, username: str, password: str) -> Response:
        return self.save(browser, self.open_user(browser, username), password=password)

    def delete_user(self, browser: Browser, username: str) -> Response:
        listed, row = find(browser, "user", username)
        return listed if row is None else _send(browser, listed, "delete", id=id_of(row))

    def delete_users_together(self, browser: Browser, *usernames: str) -> Response | None:
        return None  # records are deleted one by one


def _delete(browser: Browser, kind: str, key: str) -> Response:
    listed, row = find(browser, kind, key)
    assert row is not None, f"no {kind} {key!r} in the admin"
    return _send(browser, listed, "delete", id=id_of(row))


def _sent(browser: Browser, fields: dict[str, Any]) -> dict[str, Any]:
    """As the form names them: the author is the value of an option."""
    sent = dict(fields)
    if "author" in sent:
        sent["author_id"] = id_of(row_of(browser, "author", sent.pop("author")))
    return sent


def _send(browser: Browser, listed: Response, what: str, **fields: Any) -> Response:
    """The form that a button of the list sends; without the form when no button is shown."""
    path = f"{listed.url.path}{what}/"
    if html(listed).xpath("//form[@action=$path]", path=path):
        return browser.submit(listed, path, **fields)
    return browser.post(path, {**fields, "csrf_token": browser.token()})
