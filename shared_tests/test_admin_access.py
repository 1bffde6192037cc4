"""Access to the admin is by role: a viewer reads, an editor changes, a manager deletes and manages
the users."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, text


def test_an_anonymous_user_is_sent_to_sign_in_from_every_page(
    anonymous: Browser, admin: AdminDriver
):
    for address in (*admin.addresses, *admin.manager_addresses):
        response = anonymous.get(address)
        assert (response.status_code, response.headers["Location"]) == (
            302,
            f"/login/?next={address}",
        )


def test_signing_in_leads_back_into_the_admin(anonymous: Browser, password: str):
    page = anonymous.follow(anonymous.get("/admin/"))
    response = anonymous.submit(page, "/login/", username="viewer", password=password)
    assert response.headers["Location"] == "/admin/"


def test_the_admin_has_no_sign_in_page_of_its_own(anonymous: Browser):
    response = anonymous.get("/admin/login/")
    assert response.status_code in (302, 404)
    assert response.headers.get("Location", "/login/").startswith("/login/")


def test_a_parameter_that_the_front_page_does_not_know_is_ignored(manager: Browser):
    assert manager.get("/admin/", page="-1", id="x").status_code == 200


def test_a_reader_is_refused_everywhere(reader: Browser, admin: AdminDriver):
    assert {
        reader.get(address).status_code for address in (*admin.addresses, *admin.manager_addresses)
    } == {403}


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_a_manager_sees_users(as_role, admin: AdminDriver, role: str):
    assert {as_role(role).get(address).status_code for address in admin.manager_addresses} == {403}


def test_a_manager_sees_every_page(manager: Browser, admin: AdminDriver):
    assert {
        manager.get(address).status_code for address in (*admin.addresses, *admin.manager_addresses)
    } == {200}


@pytest.mark.parametrize("role", ["viewer", "editor", "manager"])
def test_staff_see_the_list(as_role, admin: AdminDriver, role: str):
    assert admin.titles(as_role(role), q="Pride and Prejudice") == ["Pride and Prejudice"]


def test_a_viewer_is_shown_a_book(viewer: Browser, admin: AdminDriver, new_book):
    book = new_book(title="To be looked at")
    page = admin.open_change(viewer, book["slug"])
    assert (page.status_code, "To be looked at" in page.text) == (200, True)


def test_a_viewer_cannot_add(viewer: Browser, admin: AdminDriver):
    assert admin.open_add(viewer).status_code == 403


def test_a_viewer_cannot_change(viewer: Browser, anonymous: Browser, admin: AdminDriver, new_book):
    book = new_book()
    assert admin.force_change(viewer, book["slug"], title="Changed").status_code == 403
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_a_manager_deletes(
    as_role, anonymous: Browser, admin: AdminDriver, new_book, role: str
):
    book = new_book()
    assert admin.delete(as_role(role), book["slug"]).status_code == 403
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


def test_a_viewer_cannot_run_the_bulk_action(
    viewer: Browser, anonymous: Browser, admin: AdminDriver, new_book
):
    book = new_book()
    assert admin.mark_unavailable(viewer, book["slug"]).status_code == 403
    assert anonymous.get(f"/api/books/{book['slug']}/").json()["available"] is True


def test_a_manager_makes_a_user_who_can_sign_in(open_browser, new_user):
    user, browser = new_user("editor"), open_browser()
    assert browser.sign_in(user.username, user.password).status_code == 302
    assert browser.get("/api/me/").json()["roles"] == ["editor"]


@pytest.mark.parametrize("weak", ["short1!", "password123"], ids=["short", "common"])
def test_a_user_with_a_weak_password_is_not_made(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_slug, weak
):
    username = f"user-{new_slug()}"
    assert admin.add_user(manager, username, weak, "reader").status_code == 200
    assert anonymous.sign_in(username, weak).status_code == 401


def test_a_user_name_is_given_once(manager: Browser, admin: AdminDriver, new_user):
    user = new_user()
    assert (
        admin.add_user(manager, user.username, "violet-harbour-93-lantern", "reader").status_code
        == 200
    )


def test_a_password_hash_is_never_shown(manager: Browser, admin: AdminDriver, new_user):
    user = new_user()
    for address in (*admin.addresses, *admin.manager_addresses):
        assert "pbkdf2" not in manager.get(address).text
    page = admin.open_user(manager, user.username)
    assert user.username in page.text
    assert "sha256$" not in text(page)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "SHELVE"])
def test_a_method_that_the_admin_does_not_know_is_refused(
    manager: Browser, admin: AdminDriver, method: str
):
    for address in admin.addresses:
        response = manager.request(method, address)
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


def test_admin_pages_are_not_stored_and_have_the_security_headers(
    manager: Browser, admin: AdminDriver
):
    for address in admin.addresses:
        headers = manager.get(address).headers
        assert "no-store" in headers["Cache-Control"]
        assert (
            "unsafe-inline"
            not in headers["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
        )


def test_a_form_of_the_admin_without_its_token_is_refused(
    editor: Browser, admin: AdminDriver, new_book
):
    opened = admin.open_change(editor, new_book()["slug"])
    assert editor.post(opened.url.raw_path.decode(), {"title": "Changed"}).status_code == 403
