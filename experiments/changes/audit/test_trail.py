"""Every write to a book, an author or a user adds an entry: user, time, change, and request id."""

from __future__ import annotations

import pytest

from experiments.changes.audit.trail import newest, of, rows
from shared_tests.harness.browser import Browser, Response, html

PASSWORD = "violet-harbour-93-lantern"


def change(browser: Browser, book: dict, **fields: object) -> Response:
    return browser.api(
        "PATCH", f"/api/books/{book['slug']}/", json=fields, If_Match=f'"{book["version"]}"'
    )


def test_a_book_is_added_changed_and_deleted_through_the_api(
    editor: Browser, manager: Browser, admin, new_book
):
    book = new_book(title="As it was", year=1813, isbn=None)
    key = admin.book_id(manager, book["slug"])
    changed = change(
        editor, book, title="As it is", year=-700, available=False, summary=book["summary"]
    )
    deleted = manager.api("DELETE", f"/api/books/{book['slug']}/")
    last, second, first = of(manager, "book", key)
    assert (first.who, first.action) == ("editor", "added")
    assert "title: – → As it was" in first.fields
    assert (second.who, second.action) == ("editor", "changed")
    assert second.request == changed.headers["X-Request-ID"]
    assert set(second.fields) == {
        "title: As it was → As it is",
        "year: 1813 → -700",
        "available: True → False",
    }
    assert (last.who, last.action) == ("manager", "deleted")
    assert last.request == deleted.headers["X-Request-ID"]
    assert "title: As it is → –" in last.fields


def test_a_book_is_changed_in_the_admin(editor: Browser, manager: Browser, admin, new_book):
    book = new_book(title="As it was")
    sent = admin.save(
        editor, admin.open_change(editor, book["slug"]), title="As it is", author="homer"
    )
    (row,) = newest(manager)
    assert (row.who, row.action, row.model) == ("editor", "changed", "book")
    assert row.request == sent.headers["X-Request-ID"]
    assert "title: As it was → As it is" in row.fields
    assert [line.partition(":")[0] for line in row.fields if "title" not in line] == ["author"]


def test_the_bulk_action_tells_of_each_book(editor: Browser, manager: Browser, admin, new_book):
    books = [new_book(), new_book(), new_book(available=False)]
    sent = admin.mark_unavailable(editor, *(book["slug"] for book in books))
    found = [row for row in newest(manager, 5) if row.request == sent.headers["X-Request-ID"]]
    assert {row.key for row in found} == {
        admin.book_id(manager, book["slug"]) for book in books[:2]
    }
    assert {(row.who, row.action, row.fields) for row in found} == {
        ("editor", "changed", ("available: True → False",))
    }


def test_an_author_is_added_and_deleted(manager: Browser, admin, new_slug):
    slug = new_slug()
    admin.add_author(manager, "In the trail", slug)
    admin.delete_author(manager, slug)
    deleted, added = newest(manager, 2)
    assert (added.action, added.model, set(added.fields)) == (
        "added",
        "author",
        {"name: – → In the trail", f"slug: – → {slug}"},
    )
    assert (deleted.action, deleted.model, deleted.key) == ("deleted", "author", added.key)


def test_a_user_is_added_changed_and_deleted(manager: Browser, admin, new_slug):
    name = f"user-{new_slug()}"
    admin.add_user(manager, name, PASSWORD, "reader")
    (key,) = {row.key for row in newest(manager) if row.model == "user"}
    admin.change_user(manager, name, role="editor")
    admin.delete_user(manager, name)
    found = of(manager, "user", key)
    lines = [line for row in found for line in row.fields]
    assert {row.who for row in found} == {"manager"}
    assert (found[0].action, found[-1].action) == ("deleted", "added")
    assert {f"username: – → {name}", f"username: {name} → –"} <= set(lines)
    assert any("→ editor" in line for line in lines)
    assert any("reader →" in line for line in lines)


def test_a_new_password_is_told_of_and_no_hash_is(open_browser, manager: Browser, new_user):
    user, browser = new_user("reader"), open_browser()
    browser.sign_in(user.username, user.password)
    page, new = browser.get("/account/"), "orchid-lantern-58-river"
    fields = {"old_password": user.password, "new_password1": new, "new_password2": new}
    browser.submit(page, "/account/password/", **fields)
    (row,) = newest(manager)
    assert (row.who, row.action, row.fields) == (
        user.username,
        "changed",
        ("password: (hidden) → (hidden)",),
    )
    trail = manager.get("/audit/").text
    assert not [secret for secret in ("sha256", user.password, new) if secret in trail]


def test_what_is_refused_or_changes_nothing_leaves_no_entry(
    editor: Browser, manager: Browser, admin, new_book
):
    book, other = new_book(), new_book()
    before = newest(manager)
    assert change(editor, book, slug=other["slug"]).status_code == 409
    assert change(editor, book | {"version": 7}, title="Too late").status_code == 412
    assert change(editor, book, year="1813").status_code == 422
    assert change(editor, book, title=book["title"]).status_code == 200
    assert admin.save(editor, admin.open_change(editor, book["slug"])).status_code == 302
    assert newest(manager) == before


def test_what_was_typed_is_shown_as_it_is(manager: Browser, new_book):
    new_book(title="<b>Bold</b> & {{ 7 * 7 }}")
    assert "title: – → <b>Bold</b> & {{ 7 * 7 }}" in newest(manager)[0].fields


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 403), ("viewer", 403), ("editor", 403), ("manager", 200)]
)
def test_managers_alone_may_read_it(as_role, role: str, status: int):
    response = as_role(role).get("/audit/")
    assert response.status_code == status
    assert ("/audit/" in html(as_role(role).get("/account/")).xpath("//main//a/@href")) is (
        role == "manager"
    )


def test_an_anonymous_user_is_sent_to_sign_in(anonymous: Browser):
    response = anonymous.get("/audit/")
    assert (response.status_code, response.headers["Location"]) == (302, "/login/?next=/audit/")


def test_it_has_pages_and_the_newest_come_first(manager: Browser, new_book):
    slugs = [new_book()["slug"] for _ in range(51)]
    page = manager.get("/audit/")
    (older,) = html(page).xpath("//nav[@class='pages']/a[@rel='next']/@href")
    lines = [line for row in [*rows(page), *rows(manager.get(older))] for line in row.fields]
    assert [line for line in lines if line.startswith("slug: – → ")][:51] == [
        f"slug: – → {one}" for one in slugs[::-1]
    ]
    assert len(rows(page)) == 50


@pytest.mark.parametrize("before", ["0", "-1", "x", "٣", "", "9" * 19], ids=repr)
def test_an_odd_page_is_not_there(manager: Browser, before: str):
    assert manager.request("GET", "/audit/", params={"before": before}).status_code == 404
