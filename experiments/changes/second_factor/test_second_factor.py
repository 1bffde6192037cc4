"""A user who enables it must enter a code after the password, from an app or a recovery code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from experiments.changes.second_factor.authenticator import (
    Set,
    begin,
    code,
    enter,
    secret_of,
    switch_on,
)
from shared_tests.fixtures.records import User
from shared_tests.harness.browser import Browser, Response, html
from shared_tests.harness.databases import Database

TRIES = 5


@pytest.fixture
def careful(open_browser, new_user) -> tuple[User, Set, Browser]:
    """A user with the second factor enabled, and the browser that enabled it."""
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    return user, switch_on(browser), browser


@pytest.fixture
def halfway(careful, open_browser) -> Callable[..., tuple[Browser, Response]]:
    """Browsers that have sent the user's correct password, and the responses."""

    def sign_in(next: str = "") -> tuple[Browser, Response]:
        browser = open_browser()
        return browser, browser.sign_in(careful[0].username, careful[0].password, next)

    return sign_in


def test_it_is_on_after_a_right_code_alone(open_browser, new_user):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    page = begin(browser)
    wrong = browser.submit(page, "/account/second-factor/on/", code="no code")
    assert (wrong.status_code, secret_of(wrong)) == (422, secret_of(page))
    assert html(wrong).cssselect("ul.errorlist li")
    assert open_browser().sign_in(user.username, user.password).headers["Location"] == "/account/"


def test_a_right_password_leads_to_the_second_page_and_its_code_to_the_address_asked_for(
    careful, halfway
):
    browser, response = halfway("/books/?q=emma")
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (
        302,
        "/login/code/",
    )
    done = enter(browser, response, f" {code(careful[1].secret)} ")
    assert (done.status_code, done.headers["Location"]) == (302, "/books/?q=emma")
    assert browser.get("/account/").status_code == 200


def test_before_the_code_nobody_is_signed_in(halfway):
    browser, _ = halfway()
    assert browser.get("/account/").status_code == 302
    assert browser.get("/admin/").status_code == 302
    assert browser.api("POST", "/api/books/", json={}).status_code == 401
    assert browser.get("/api/me/").status_code == 401


def test_the_second_page_is_for_who_has_passed_the_first(anonymous: Browser):
    assert anonymous.get("/login/code/").headers["Location"] == "/login/"
    page = anonymous.get("/login/")
    sent = anonymous.post(
        "/login/code/", dict(html(page).forms[-1].form_values()) | {"code": "123456"}
    )
    assert (sent.status_code, sent.headers["Location"]) == (302, "/login/")


def test_a_wrong_code_is_refused_and_the_right_one_still_heard(careful, halfway):
    browser, response = halfway()
    for wrong in ("", "000", "no code", "\u0661" * 6, code(careful[1].secret, 9)):
        refused = enter(browser, response, wrong)
        assert (refused.status_code, "WWW-Authenticate" in refused.headers) == (401, True)
    assert html(refused).cssselect("p.error[role=alert]")
    assert browser.get("/account/").status_code == 302


def test_a_client_that_guesses_codes_must_wait_with_a_right_one_too(careful, halfway):
    browser, response = halfway()
    assert [enter(browser, response, "000").status_code for _ in range(TRIES)] == [401] * TRIES
    other, again = halfway()
    refused = enter(other, again, code(careful[1].secret))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) in range(1, 601)
    assert enter(other, again, careful[1].recovery[0]).status_code == 429


def test_a_code_is_good_once(careful, halfway):
    (first, response), (second, again) = halfway(), halfway()
    secret = careful[1].secret
    assert enter(first, response, code(secret)).status_code == 302
    assert enter(second, again, code(secret)).status_code == 401
    assert enter(second, again, code(secret, -1)).status_code == 401
    assert enter(second, again, code(secret, 1)).status_code == 302


def test_ten_codes_on_paper_are_good_once_each(careful, halfway, server, database: Database):
    (first, response), (second, again) = halfway(), halfway()
    codes = careful[1].recovery
    assert len(set(codes)) == 10
    stored = str(database.rows())
    assert not [one for one in codes if one in stored or one.replace("-", "") in stored]
    assert enter(first, response, codes[3].upper()).status_code == 302
    assert enter(second, again, codes[3]).status_code == 401
    assert enter(second, again, codes[4]).status_code == 302
    assert codes[5] not in first.get("/account/").text


def test_the_password_switches_it_off(careful, open_browser):
    user, _, browser = careful
    refused = browser.submit(
        browser.get("/account/"), "/account/second-factor/off/", password="not the password"
    )
    assert (refused.status_code, bool(html(refused).cssselect("ul.errorlist li"))) == (422, True)
    assert (
        open_browser()
        .sign_in(user.username, user.password)
        .headers["Location"]
        .startswith("/login/code/")
    )
    done = browser.submit(refused, "/account/second-factor/off/", password=user.password)
    assert (done.status_code, done.headers["Location"]) == (302, "/account/")
    assert open_browser().sign_in(user.username, user.password).headers["Location"] == "/account/"


def test_a_right_password_alone_does_not_outlive_its_user(careful, halfway, admin, manager):
    browser, response = halfway()
    admin.change_user(manager, careful[0].username, active=False)
    assert browser.follow(response).headers["Location"] == "/login/"
