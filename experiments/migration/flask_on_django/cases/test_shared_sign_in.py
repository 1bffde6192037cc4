"""One sign-in for both: Django's page also signs in to Flask's API, and signing out at Django signs
out at Flask."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser

NEW = "orchid-lantern-58-river"


def welcome(browser: Browser) -> tuple[int, int]:
    """The responses of Django's account page and Flask's ``/api/me/``."""
    return browser.get("/account/").status_code, browser.get("/api/me/").status_code


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_a_user_signed_in_at_django_has_the_same_role_at_flask(as_role, role: str):
    me = as_role(role).get("/api/me/").json()
    assert (me["username"], me["roles"]) == (role, [role])


def test_an_anonymous_user_is_anonymous_at_both(anonymous: Browser):
    assert welcome(anonymous) == (302, 401)


def test_django_takes_the_token_that_flask_gave_out(editor: Browser, new_book):
    slug, token = new_book()["slug"], editor.get("/api/me/").json()["csrf_token"]
    headers = {"X-CSRFToken": token, "Origin": editor.base_url, "If-Match": '"1"'}
    response = editor.request("PATCH", f"/api/books/{slug}/", json={"year": 1814}, headers=headers)
    assert response.status_code == 200


def test_a_reader_is_refused_by_django_s_admin_and_known_to_flask(reader: Browser):
    assert reader.get("/admin/").status_code == 403
    assert reader.get("/api/me/").status_code == 200


def test_signing_out_ends_both(signed_in, open_browser):
    browser, thief = signed_in("editor"), open_browser()
    thief.take_cookies_of(browser)
    assert welcome(thief) == (200, 200)
    browser.sign_out()
    assert welcome(browser) == welcome(thief) == (302, 401)


def test_signing_out_in_the_admin_ends_both(signed_in):
    browser = signed_in("editor")
    browser.submit(browser.get("/admin/"), "/admin/logout/")
    assert welcome(browser) == (302, 401)


@pytest.mark.parametrize(
    "key", ["made-up", "x" * 32, "\\000abc", "ä"], ids=["short", "unknown", "NUL", "not ASCII"]
)
def test_a_cookie_that_is_not_a_session_is_anonymous(signed_in, open_browser, key: str):
    (name,) = [one for one in signed_in("reader").http.cookies if "session" in one]
    header = f'{name}="{key}"'.encode("latin-1")
    assert open_browser().request("GET", "/api/me/", headers={"Cookie": header}).status_code == 401


def test_a_user_who_was_activated_again_must_sign_in_again(
    open_browser, manager: Browser, admin, new_user
):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    assert browser.get("/api/me/").status_code == 200
    for active in (False, True):
        admin.change_user(manager, user.username, active=active)
        assert browser.get("/api/me/").status_code == 401


def test_a_new_password_ends_the_other_sessions_at_flask(open_browser, new_user):
    user, here, there = new_user(), open_browser(), open_browser()
    for browser in (here, there):
        browser.sign_in(user.username, user.password)
    fields = {"old_password": user.password, "new_password1": NEW, "new_password2": NEW}
    assert here.submit(here.get("/account/"), "/account/password/", **fields).status_code == 302
    assert (here.get("/api/me/").status_code, there.get("/api/me/").status_code) == (200, 401)


def test_what_flask_shows_of_a_user_is_stored_by_no_cache(reader: Browser):
    headers = reader.get("/api/me/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]
