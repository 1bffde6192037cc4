"""Sessions in Redis end as required: everywhere, at once, for one user, by expiry, and with the
Redis."""

from __future__ import annotations

import time

from experiments.changes.swap_sessions.acts import change_password, status
from experiments.changes.swap_sessions.redis import empty, kept
from shared_tests.harness.implementations import quick_environment
from shared_tests.harness.servers import serving

NEW = "violet-harbour-93-lantern"


def test_signing_out_ends_it_everywhere(pair, at_first):
    browser = at_first("reader")
    copies = [pair.open(0), pair.also_at_the_second(browser)]
    copies[0].take_cookies_of(browser)
    assert [status(one) for one in copies] == [200, 200]
    assert browser.sign_out().status_code == 302
    assert [status(one) for one in copies] == [302, 302]


def test_a_new_password_ends_the_user_s_other_sessions_alone(pair, at_first, admin):
    manager = at_first("manager")
    admin.add_user(manager, "renewed", NEW, "reader")
    mine, others = at_first("renewed", NEW), [at_first("renewed", NEW) for _ in range(2)]
    old = pair.open(0)
    old.take_cookies_of(mine)
    assert change_password(mine, NEW, f"{NEW}-2") == 302
    assert [status(one) for one in (mine, manager, old, *others)] == [200, 200, 302, 302, 302]


def test_a_deactivated_user_is_out_at_once_and_stays_out(at_first, admin):
    manager = at_first("manager")
    admin.add_user(manager, "leaving", NEW, "reader")
    sessions = [at_first("leaving", NEW) for _ in range(2)]
    admin.change_user(manager, "leaving", active=False)
    assert status(sessions[0]) == 302
    admin.change_user(manager, "leaving", active=True)
    assert [status(one) for one in sessions] == [302, 302]
    assert status(at_first("leaving", NEW)) == 200


def in_use(browser, most: float) -> float:
    """The seconds that the session of a continuously active user lasts, at most ``most``."""
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < most and status(browser) == 200:
        time.sleep(0.3)
    return passed


def test_it_ends_when_nobody_uses_it_and_at_last_even_in_use(
    implementation, demo_database, open_browser, password, pair, tmp_path
):
    url = f"{pair.redis_url.removesuffix('/0')}/1"
    times = {"SESSION_IDLE": "3", "SESSION_LIFETIME": "8"}
    env = quick_environment(tmp_path, DATABASE_URL=demo_database.copy().url, REDIS_URL=url, **times)
    with serving(implementation, env, tmp_path) as server:
        busy, idle = open_browser(server.base_url), open_browser(server.base_url)
        assert [one.sign_in("reader", password).status_code for one in (busy, idle)] == [302, 302]
        assert len(kept(url)) == 2
        assert in_use(busy, most=4.5) >= 4.5
        assert (status(idle), len(kept(url))) == (302, 1)
        assert in_use(busy, most=6) < 6


def test_when_redis_is_emptied_everybody_is_signed_out_and_no_page_fails(pair, at_first):
    browsers = [at_first("editor"), pair.also_at_the_second(at_first("reader"))]
    empty(pair.redis_url)
    for browser in browsers:
        assert [browser.get(path).status_code for path in ("/", "/books/", "/login/")] == [
            200,
            200,
            200,
        ]
        assert [browser.get(path).status_code for path in ("/account/", "/api/me/")] == [302, 401]
    assert status(at_first("editor")) == 200


def test_a_sign_in_with_the_cookie_of_a_session_that_redis_has_lost_begins_a_new_one(
    pair, at_first, password
):
    browser = at_first("editor")
    empty(pair.redis_url)
    assert browser.sign_in("reader", password).status_code == 302
    assert browser.get("/api/me/").json()["username"] == "reader"


def test_while_redis_hangs_anonymous_users_read_on_and_a_session_is_there_afterwards(
    pair, at_first
):
    browser = at_first("reader")
    pair.valkey.pause()
    try:
        assert [status(browser), status(pair.open(0), "/books/")] == [500, 200]
    finally:
        pair.valkey.resume()
    assert status(browser) == 200
