"""The server decides how long a session lasts, whatever the browser or a clock says."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment, run
from shared_tests.harness.servers import Server, serving

IDLE, LIFETIME = 3, 7
FORTNIGHT = 14 * 24 * 3600


@pytest.fixture(scope="module")
def short_session_database(demo_database: Database) -> Database:
    return demo_database.copy()


@pytest.fixture(scope="module")
def short_session_server(
    implementation: Implementation, short_session_database: Database, tmp_path_factory
) -> Iterator[Server]:
    """A server that ends sessions after seconds."""
    folder = tmp_path_factory.mktemp("short_session_server")
    limits = {"SESSION_IDLE": str(IDLE), "SESSION_LIFETIME": str(LIFETIME)}
    with serving(
        implementation,
        quick_environment(folder, DATABASE_URL=short_session_database.url, **limits),
        folder,
    ) as server:
        yield server


def is_anonymous(browser: Browser) -> bool:
    return browser.get("/account/").status_code == 302


def seconds_in_use(browser: Browser, most: float) -> float:
    """For how many seconds the session of a user who clicks all the time lasts; stops after
    ``most`` seconds."""
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < most and not is_anonymous(browser):
        time.sleep(0.3)
    return passed


def session_cookie_lifetimes(response: Response) -> list[int]:
    """The Max-Age values of the session cookies in the response."""
    cookies = [
        one for one in response.headers.get_list("Set-Cookie") if "session" in one.partition("=")[0]
    ]
    return [int(match[1]) for one in cookies for match in re.finditer(r"(?i); *max-age=(\d+)", one)]


@dataclass(frozen=True)
class Lives:
    """Sessions over time, all at once: one is used, one is idle, one gets a new password.

    Another one is over at ``idle_at``, but the browser keeps its cookies, ``kept``.
    """

    in_use: Future[None]
    renewed: Future[None]
    kept: str
    idle_at: float


@pytest.fixture(scope="module")
def lives(
    short_session_server: Server, admin: AdminDriver, open_browser, password: str
) -> Iterator[Lives]:
    names = ("editor", "editor", "manager", "reader")
    busy, idle, manager, away = browsers = [
        open_browser(short_session_server.base_url) for _ in names
    ]
    for browser, name in zip(browsers, names, strict=True):
        browser.sign_in(name, password)
    kept, idle_at = (
        "; ".join(f"{one.name}={one.value}" for one in away.http.cookies.jar),
        time.monotonic() + IDLE + 0.5,
    )
    away.http.cookies.clear()
    with ThreadPoolExecutor(2) as pool:
        in_use = pool.submit(used_and_not_used, busy, idle, admin)
        renewed = pool.submit(
            given_a_new_password,
            manager,
            open_browser(short_session_server.base_url),
            admin,
            password,
        )
        yield Lives(in_use, renewed, kept, idle_at)


def used_and_not_used(busy: Browser, idle: Browser, admin: AdminDriver) -> None:
    assert seconds_in_use(busy, most=4.5) >= 4.5
    assert is_anonymous(idle)
    # A message for the next page: the cookie may be signed anew
    admin.mark_unavailable(busy, "emma")
    assert not is_anonymous(busy)
    assert seconds_in_use(busy, most=5) < 5


def given_a_new_password(
    manager: Browser, browser: Browser, admin: AdminDriver, password: str
) -> None:
    admin.add_user(manager, "renewed", password, "reader")
    browser.sign_in("renewed", password)
    seconds_in_use(browser, most=4)
    new = "violet-harbour-93-lantern"
    fields = {"old_password": password, "new_password1": new, "new_password2": new}
    assert (
        browser.submit(browser.get("/account/"), "/account/password/", **fields).status_code == 302
    )
    assert seconds_in_use(browser, most=5) < 5


def test_a_session_ends_when_it_is_idle_and_at_last_even_in_use(lives: Lives):
    lives.in_use.result()


def test_a_new_password_does_not_make_the_session_last_longer(lives: Lives):
    lives.renewed.result()


def test_the_cookie_lives_as_long_as_an_idle_session(anonymous: Browser, password: str):
    assert session_cookie_lifetimes(anonymous.sign_in("reader", password)) == [FORTNIGHT]


def test_the_cookie_is_sent_again_when_its_session_is_renewed(
    short_session_server: Server, open_browser, password: str
):
    browser = open_browser(short_session_server.base_url)
    assert session_cookie_lifetimes(browser.sign_in("reader", password)) == [IDLE]
    time.sleep(IDLE / 5)
    assert session_cookie_lifetimes(browser.get("/account/")) == [IDLE]


def test_a_cookie_that_the_browser_kept_too_long_is_worth_nothing(
    short_session_server: Server, lives: Lives, open_browser
):
    time.sleep(max(0, lives.idle_at - time.monotonic()))
    browser = open_browser(short_session_server.base_url)
    assert browser.request("GET", "/account/", headers={"Cookie": lives.kept}).status_code == 302


def test_no_session_is_deleted_because_of_a_clock(
    short_session_server: Server, short_session_database: Database, open_browser, password: str
):
    """On a host whose clock is ahead, the sessions of all other hosts look old."""
    open_browser(short_session_server.base_url).sign_in("reader", password)
    time.sleep(IDLE + 0.5)
    before = {name: len(rows) for name, rows in short_session_database.rows().items()}
    open_browser(short_session_server.base_url).sign_in("viewer", password)
    after = {name: len(rows) for name, rows in short_session_database.rows().items()}
    assert all(after[name] >= number for name, number in before.items())


def test_the_operator_deletes_the_sessions_that_have_ended_and_no_other(
    implementation: Implementation,
    spare: Spare,
    demo_database: Database,
    open_browser,
    password: str,
):
    spare.database.take(demo_database)
    subcommand, table, age = implementation.sessions
    old, young = open_browser(spare.base_url), open_browser(spare.base_url)
    old.sign_in("reader", password)
    spare.database.query(f"UPDATE {table} SET {age} = '2020-01-01 00:00:00+00:00'")
    young.sign_in("reader", password)
    assert len(spare.database.rows()[table]) == 2
    done = run(implementation, subcommand, env=spare.env)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(spare.database.rows()[table]) == 1
    assert (is_anonymous(old), is_anonymous(young)) == (True, False)
