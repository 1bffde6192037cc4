"""One sign-in for both: Flask's page also signs in to Django's admin, and signing out at one signs
out at both."""

from __future__ import annotations

import re

import pytest

from shared_tests.harness.browser import Browser, form_of, html

BOOKS = "/admin/books/book/"


def sign_out_at_django(browser: Browser):
    return browser.submit(browser.get(BOOKS), "/admin/logout/")


def welcome(browser: Browser) -> tuple[int, int]:
    """The responses of Flask's account page and Django's admin."""
    return browser.get("/account/").status_code, browser.get(BOOKS).status_code


def test_a_user_signed_in_at_flask_is_signed_in_at_django(signed_in):
    page = html(signed_in("editor").get(BOOKS))
    assert page.cssselect("#user-tools strong")[0].text_content() == "editor"


def test_an_anonymous_user_is_sent_to_the_one_sign_in_page_and_back(
    anonymous: Browser, password: str
):
    page = anonymous.follow(anonymous.get(BOOKS))
    response = anonymous.submit(page, "/login/", username="viewer", password=password)
    assert anonymous.follow(response).url.path == BOOKS


def test_a_reader_is_refused_by_both_admins(reader: Browser):
    assert {reader.get(address).status_code for address in ("/admin/", BOOKS)} == {403}


@pytest.mark.parametrize(("role", "expected"), [("viewer", 403), ("editor", 200), ("manager", 200)])
def test_a_role_of_flask_s_is_a_permission_of_django_s(as_role, role: str, expected: int):
    assert as_role(role).get(f"{BOOKS}add/").status_code == expected


def test_signing_out_at_flask_ends_both(signed_in):
    browser = signed_in("editor")
    assert welcome(browser) == (200, 200)
    browser.sign_out()
    assert welcome(browser) == (302, 302)


def test_signing_out_at_django_ends_both(signed_in):
    browser = signed_in("editor")
    assert welcome(browser) == (200, 200)
    assert sign_out_at_django(browser).headers["Location"] == "/"
    assert welcome(browser) == (302, 302)


def test_a_cookie_replayed_after_signing_out_at_django_is_anonymous(signed_in, open_browser):
    browser, thief = signed_in("editor"), open_browser()
    thief.take_cookies_of(browser)
    sign_out_at_django(browser)
    assert welcome(thief) == (302, 302)


def test_a_cookie_that_was_changed_is_anonymous(signed_in, open_browser):
    browser, forger = signed_in("editor"), open_browser()
    (value,) = [cookie.value for cookie in browser.http.cookies.jar]
    forger.take_cookies_of(browser, value=value[:-3] + "abc")
    assert welcome(forger) == (302, 302)


def test_a_deactivated_user_is_signed_out_at_django(
    open_browser, manager: Browser, admin, new_user
):
    user, browser = new_user("editor"), open_browser()
    browser.sign_in(user.username, user.password)
    assert browser.get(BOOKS).status_code == 200
    admin.change_user(manager, user.username, active=False)
    assert browser.get(BOOKS).status_code == 302


def test_the_session_outlives_what_django_writes_into_it(signed_in, admin, new_book):
    browser, book = signed_in("editor"), new_book()
    # Leaves a message for the next page
    admin.save(browser, admin.open_change(browser, book["slug"]), year=1900)
    assert welcome(browser) == (200, 200)
    assert form_of(browser.get("/account/"), "/logout/").form_values()
    assert browser.sign_out().status_code == 302


def test_the_cookie_that_django_writes_lives_as_long_as_flask_s(
    open_browser, password: str, admin, new_book
):
    browser, book = open_browser(), new_book()
    begun = browser.sign_in("editor", password)
    saved = admin.save(browser, admin.open_change(browser, book["slug"]), year=1900)
    ages = [
        re.findall("[Mm]ax-[Aa]ge=([0-9]+)", response.headers["Set-Cookie"])
        for response in (begun, saved)
    ]
    assert ages[0] == ages[1] != []


def test_a_page_of_flask_s_signs_out_once_more_without_error(signed_in):
    browser = signed_in("editor")
    opened = browser.get("/account/")
    sign_out_at_django(browser)
    assert browser.submit(opened, "/logout/").headers["Location"] == "/"


def test_a_form_of_django_s_is_refused_with_the_token_of_another_session(signed_in, new_book):
    mine, theirs, path = signed_in("editor"), signed_in("editor"), f"{BOOKS}add/"
    (token,) = [
        value for name, value in form_of(theirs.get(path), path).form_values() if "csrf" in name
    ]
    mine.get(path)
    assert mine.post(path, {"csrfmiddlewaretoken": token}).status_code == 403
