"""A signed-in user has an account page and can sign out. The session ends with the account or the
role."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, html, text


def test_an_anonymous_user_is_sent_to_sign_in_and_back(anonymous: Browser):
    response = anonymous.get("/account/")
    assert (response.status_code, response.headers["Location"]) == (302, "/login/?next=/account/")


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_it_shows_name_and_role(as_role, role: str):
    page = html(as_role(role).get("/account/"))
    assert page.cssselect("dd.role")[0].text_content() == role
    assert "/account/" in page.xpath("//header//a/@href")


def test_it_is_not_stored_by_caches(reader: Browser):
    response = reader.get("/account/")
    assert {"private", "no-store"} <= {
        part.strip() for part in response.headers["Cache-Control"].split(",")
    }
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("role", "shown"), [("reader", False), ("viewer", True), ("manager", True)]
)
def test_staff_alone_see_the_way_to_the_admin(as_role, role: str, shown: bool):
    assert ("/admin/" in html(as_role(role).get("/")).xpath("//header//a/@href")) is shown


def test_signing_out_leads_to_the_front_page(signed_in):
    browser = signed_in("reader")
    response = browser.sign_out()
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert browser.get("/account/").status_code == 302


def test_a_cookie_replayed_after_signing_out_is_anonymous(signed_in, open_browser):
    browser, thief = signed_in("reader"), open_browser()
    thief.take_cookies_of(browser)
    assert thief.get("/account/").status_code == 200
    browser.sign_out()
    assert thief.get("/account/").status_code == 302


def test_signing_out_by_a_link_is_not_possible(signed_in):
    browser = signed_in("reader")
    response = browser.get("/logout/")
    assert (response.status_code, "POST" in response.headers["Allow"]) == (405, True)
    assert browser.get("/account/").status_code == 200


def test_signing_out_without_the_token_is_refused(signed_in):
    browser = signed_in("reader")
    assert browser.post("/logout/").status_code == 403
    assert browser.get("/account/").status_code == 200


def test_a_deactivated_user_is_signed_out(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    admin.change_user(manager, user.username, active=False)
    assert browser.get("/account/").status_code == 302


def test_a_deleted_user_is_signed_out(open_browser, admin: AdminDriver, manager: Browser, new_user):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    admin.delete_user(manager, user.username)
    assert browser.get("/account/").status_code == 302


def test_a_new_role_takes_effect_at_once(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    user, browser = new_user("reader"), open_browser()
    browser.sign_in(user.username, user.password)
    admin.change_user(manager, user.username, role="editor")
    assert "editor" in text(browser.get("/account/"))
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("invalid", ["made up", "cut", "longer"])
def test_a_session_that_was_not_issued_is_anonymous(
    anonymous: Browser, password: str, invalid: str
):
    anonymous.sign_in("reader", password)
    change = {
        "made up": lambda v: v[:-4] + "AAAA",
        "cut": lambda v: v[:-4],
        "longer": lambda v: v + "x" * 3000,
    }[invalid]
    spoilt_cookies = "; ".join(
        f"{name}={change(value)}" for name, value in anonymous.http.cookies.items()
    )
    anonymous.http.cookies.clear()
    assert (
        anonymous.request("GET", "/account/", headers={"Cookie": spoilt_cookies}).status_code == 302
    )
