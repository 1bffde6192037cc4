"""The server starts a session at sign-in. It belongs to one browser, and ends when it should."""

from __future__ import annotations

import re

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database

ODD_COOKIES = {
    "not a pair": "nonsense",
    "an open quote": '{name}="abc',
    "8 kB": "{name}=" + "x" * 7500,
    "a quoted NUL": '{name}="\\000abc"',
    "bytes": "{name}=\xff\xfe",
    "twice": "{name}=a; {name}=b",
    "encoded line end": "{name}=a%0d%0aSet-Cookie:%20x=1",
    "another kind of value": "{name}=eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb",
}


def session_name(browser: Browser) -> str:
    (name,) = [name for name in browser.http.cookies if "session" in name]
    return name


def is_anonymous(browser: Browser) -> bool:
    return browser.get("/account/").status_code == 302


def test_an_id_that_was_planted_before_signing_in_is_dead_after_it(open_browser, password: str):
    victim, attacker = open_browser(), open_browser()
    attacker.get("/login/")
    victim.take_cookies_of(attacker)
    assert victim.sign_in("reader", password).status_code == 302
    assert is_anonymous(attacker)


def test_an_id_that_was_made_up_does_not_become_a_session(open_browser, signed_in, password: str):
    victim, attacker, signed_in_browser = open_browser(), open_browser(), signed_in("reader")
    for browser in (victim, attacker):
        browser.take_cookies_of(signed_in_browser, value="abcdefghijklmnopqrstuvwxyz012345")
    assert victim.sign_in("reader", password).status_code == 302
    assert is_anonymous(attacker)
    assert not is_anonymous(victim)


def test_an_id_of_the_attacker_s_own_session_does_not_become_the_victim_s(
    open_browser, signed_in, password: str
):
    attacker, victim = signed_in("viewer"), open_browser()
    victim.take_cookies_of(attacker)
    assert victim.sign_in("reader", password).status_code == 302
    assert victim.get("/api/me/").json()["username"] == "reader"
    assert is_anonymous(attacker)


@pytest.mark.parametrize("cookie", ODD_COOKIES.values(), ids=ODD_COOKIES)
def test_a_cookie_that_is_not_a_session_is_anonymous(
    anonymous: Browser, reader: Browser, cookie: str
):
    header = cookie.replace("{name}", session_name(reader)).encode("latin-1")
    response = anonymous.request("GET", "/account/", headers={"Cookie": header})
    assert response.status_code == 302
    assert "x" not in anonymous.http.cookies


def test_a_session_signed_with_another_key_is_anonymous(
    spare: Spare, server, database: Database, open_browser, signed_in
):
    other_session = signed_in("reader")
    spare.database.take(database)  # where the session is known
    browser = open_browser(spare.base_url)
    browser.take_cookies_of(other_session)
    assert is_anonymous(browser)


def test_a_session_stays_ended_when_its_user_is_activated_again(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    admin.change_user(manager, user.username, active=False)
    admin.change_user(manager, user.username, active=True)
    assert is_anonymous(browser)
    assert open_browser().sign_in(user.username, user.password).status_code == 302


def test_over_tls_cookies_are_secure_and_bound_to_the_host(tls_anonymous: Browser, password: str):
    set_cookies = tls_anonymous.sign_in("reader", password).headers.get_list("Set-Cookie")
    assert set_cookies
    for cookie in set_cookies:
        name, *attributes = re.split("; *", cookie)
        kept = {one for one in attributes if not one.lower().startswith(("max-age=", "expires="))}
        assert (name.startswith("__Host-"), kept) == (
            True,
            {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"},
        )
    assert tls_anonymous.get("/account/").status_code == 200
