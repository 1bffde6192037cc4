"""A form of the admin whose token is missing or invalid is refused and keeps its input, except
passwords."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.pages import token_field
from shared_tests.harness.browser import Browser, Response, form_of, html, text

NEW = "orchid-lantern-58-river"


FIELDS = {
    "book": {
        "title": "Typed for an hour",
        "slug": "typed-for-an-hour",
        "author": "jane-austen",
        "year": "1815",
    },
    "author": {"name": "Typed for an hour", "slug": "typed-for-an-hour"},
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_stale_form_for_adding_keeps_what_was_typed(
    manager: Browser, admin: AdminDriver, kind: str
):
    opened = admin.open_add(manager, kind)
    invalid_token = {token_field(opened, opened.url.path): "made-up"}
    refused = admin.save(manager, opened, **FIELDS[kind], **invalid_token)
    assert kept(refused)
    assert (
        admin.titles(manager, q="Typed for an hour")
        == admin.names(manager, "Typed for an hour")
        == []
    )
    assert admin.save(manager, refused).status_code == 302
    {"book": admin.delete, "author": admin.delete_author}[kind](manager, "typed-for-an-hour")


def kept(refused: Response) -> bool:
    assert refused.status_code == 403
    assert "out of date" in text(refused)
    return "Typed for an hour" in html(refused).xpath("//form//input/@value")


def test_a_stale_change_of_a_book_keeps_what_was_typed(
    editor: Browser, anonymous: Browser, admin: AdminDriver, new_book
):
    book = new_book()
    opened = admin.open_change(editor, book["slug"])
    invalid_token = {token_field(opened, opened.url.path): "made-up"}
    refused = admin.save(editor, opened, title="Typed for an hour", **invalid_token)
    assert kept(refused)
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book
    assert admin.save(editor, refused).status_code == 302
    assert anonymous.get(f"/api/books/{book['slug']}/").json()["title"] == "Typed for an hour"


def test_a_stale_change_of_an_author_keeps_what_was_typed(
    manager: Browser, admin: AdminDriver, new_author
):
    slug = new_author("Somebody")
    opened = admin.open_author(manager, slug)
    refused = admin.save(
        manager, opened, name="Typed for an hour", **{token_field(opened, opened.url.path): ""}
    )
    assert kept(refused)
    assert admin.save(manager, refused).status_code == 302


def test_a_stale_change_of_a_user_keeps_what_was_typed(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_user
):
    user = new_user("viewer")
    opened = admin.open_user(manager, user.username)
    invalid_token = {token_field(opened, opened.url.path): "made-up"}
    refused = admin.save(manager, opened, active=False, **invalid_token)
    assert (refused.status_code, "out of date" in text(refused)) == (403, True)
    assert anonymous.sign_in(user.username, user.password).status_code == 302
    assert admin.save(manager, refused).status_code == 302
    assert anonymous.sign_in(user.username, user.password).status_code == 401


def test_a_stale_new_user_is_not_made_and_shows_no_password(
    manager: Browser, admin: AdminDriver, new_slug
):
    username, opened = f"user-{new_slug()}", admin.open_add(manager, "user")
    invalid_token = {token_field(opened, opened.url.path): "made-up"}
    fields = {
        one.name: NEW
        for one in form_of(opened, opened.url.path).xpath(".//input[@type='password']")
    }
    refused = manager.submit(opened, opened.url.path, username=username, **fields, **invalid_token)
    assert (refused.status_code, "out of date" in text(refused)) == (403, True)
    assert form_of(refused, opened.url.path).fields["username"] == username
    assert NEW not in refused.text


def test_a_form_of_the_admin_that_one_may_not_use_gets_the_plain_page(
    viewer: Browser, manager: Browser, admin, new_book
):
    opened = admin.open_change(manager, new_book()["slug"])
    assert (
        viewer.post(opened.url.raw_path.decode(), {"title": "Typed for an hour"}).status_code == 403
    )
    assert (
        "Typed for an hour"
        not in viewer.post(opened.url.raw_path.decode(), {"title": "Typed for an hour"}).text
    )
