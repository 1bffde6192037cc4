"""A form is refused when its object was changed after the form was opened, and no input is lost."""

from __future__ import annotations

from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.pages import token_field, typed
from shared_tests.harness.browser import Browser, Response, text

NEW = "orchid-lantern-58-river"


def stale(response: Response) -> bool:
    """Whether the form is shown again with the reason."""
    return response.status_code == 200 and "changed" in text(response)


def test_an_author_s_form_is_stale_after_a_change(
    editor: Browser, manager: Browser, admin: AdminDriver, new_author, new_slug
):
    slug = new_author("First")
    own_form, other_form = admin.open_author(editor, slug), admin.open_author(manager, slug)
    assert admin.save_author(manager, other_form, name="Theirs").status_code == 302
    refused = admin.save_author(
        editor, own_form, name="Mine, long thought about", slug=f"{slug}-mine"
    )
    assert stale(refused)
    assert {"Mine, long thought about", f"{slug}-mine"} <= typed(refused)
    assert admin.names(editor, slug) == ["Theirs"]


def test_an_author_s_form_that_changed_nothing_makes_no_other_stale(
    editor: Browser, manager: Browser, admin: AdminDriver, new_author
):
    slug = new_author("Unchanged")
    own_form = admin.open_author(editor, slug)
    assert admin.save_author(manager, admin.open_author(manager, slug)).status_code == 302
    assert admin.save_author(editor, own_form, name="Changed").status_code == 302
    assert admin.names(editor, slug) == ["Changed"]


def test_a_deactivated_user_is_not_activated_by_an_older_form(
    manager: Browser, another, admin: AdminDriver, open_browser, new_user
):
    user, other = new_user(), another("manager").browser
    other_form = admin.open_user(other, user.username)
    assert admin.change_user(manager, user.username, active=False).status_code == 302
    refused = admin.save(other, other_form, role="editor", username=f"{user.username}-renamed")
    assert stale(refused)
    assert f"{user.username}-renamed" in typed(refused)
    assert open_browser().sign_in(user.username, user.password).status_code == 401
    assert open_browser().sign_in(f"{user.username}-renamed", user.password).status_code == 401


@pytest.mark.parametrize("way", ["own", "manager's"])
def test_a_user_s_form_is_stale_after_a_new_password(
    manager: Browser, another, admin: AdminDriver, open_browser, new_user, way: str
):
    user, other, browser = new_user(), another("manager").browser, open_browser()
    opened = admin.open_user(other, user.username)
    if way == "own":
        browser.sign_in(user.username, user.password)
        fields = {"old_password": user.password, "new_password1": NEW, "new_password2": NEW}
        assert (
            browser.submit(browser.get("/account/"), "/account/password/", **fields).status_code
            == 302
        )
    else:
        assert admin.set_password(manager, user.username, NEW).status_code == 302
    assert stale(admin.save(other, opened, role="editor"))
    assert open_browser().sign_in(user.username, NEW).status_code == 302


def test_a_user_s_form_is_not_stale_after_a_sign_in(
    manager: Browser, admin: AdminDriver, open_browser, new_user
):
    user, browser = new_user(), open_browser()
    opened = admin.open_user(manager, user.username)
    assert browser.sign_in(user.username, user.password).status_code == 302
    assert admin.save(manager, opened, role="editor").status_code == 302
    assert browser.get("/api/me/").json()["roles"] == ["editor"]


def test_a_form_of_a_record_that_was_deleted_stores_nothing(
    editor: Browser, manager: Browser, anonymous: Browser, admin: AdminDriver, new_book
):
    book = new_book()
    opened = admin.open_change(editor, book["slug"])
    admin.delete(manager, book["slug"])
    assert admin.save(editor, opened, title="Back again").status_code == 404
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 404


def test_a_form_whose_token_is_out_of_date_keeps_every_field(
    editor: Browser, admin: AdminDriver, stored, new_book
):
    book = new_book(available=False)
    opened = admin.open_change(editor, book["slug"])
    token = token_field(opened, opened.url.path)
    fields: dict[str, Any] = {
        "title": "Typed",
        "year": "1815",
        "isbn": "978",
        "summary": "Two\r\nlines.",
        "available": True,
    }
    refused = admin.save(editor, opened, **fields | {token: "made-up"})
    assert (refused.status_code, stored(book["slug"])) == (403, book)
    assert {"Typed", "1815", "978", "Two\nlines."} <= {
        one.replace("\r", "") for one in typed(refused)
    }
    assert admin.save(editor, refused, isbn="").status_code == 302
    expected = {
        "title": "Typed",
        "year": 1815,
        "summary": "Two\nlines.",
        "available": True,
        "version": 2,
    }
    assert stored(book["slug"]) == book | expected | {
        "updated_at": stored(book["slug"])["updated_at"]
    }
