"""PostgreSQL may refuse connections, hang or be full: every client gets a 503 within 5 s, and it
works again afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.implementations import PASSWORD
from shared_tests.postgresql.conftest import Site
from shared_tests.test_database_away import EXPECTED, READING, READING_JSON, check_unavailable

pytestmark = pytest.mark.timeout(240)

AT_ONCE = 8
SETTLED = 1.5  # seconds
OTHERS_ENDED = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' "
    "AND pid <> ALL(%s)"
)


@contextmanager
def stopped(site: Site) -> Iterator[None]:
    """Connections are refused."""
    site.postgres.stop()
    try:
        yield
    finally:
        site.postgres.start()


@contextmanager
def silent(site: Site) -> Iterator[None]:
    """The system accepts connections, and PostgreSQL sends nothing."""
    site.postgres.pause()
    try:
        yield
    finally:
        site.postgres.resume()


@contextmanager
def full(site: Site) -> Iterator[None]:
    """All connections are ours. The application's are ended, and a pool that replaces its own in
    the background gets none."""
    limit = int(site.database.query("SHOW max_connections")[0][0])
    with ExitStack() as stack:

        def connected() -> psycopg.Connection[tuple[object, ...]]:
            return stack.enter_context(psycopg.connect(site.database.url, autocommit=True))

        first = connected()
        own = [first.info.backend_pid]
        while len(own) < limit:
            try:
                own.append(connected().info.backend_pid)
            except psycopg.OperationalError:
                first.execute(OTHERS_ENDED, [own])
        yield


AWAY = {"refuses": stopped, "is silent": silent, "is full": full}


@pytest.fixture(params=list(AWAY.values()), ids=list(AWAY))
def away(
    site: Site, open_here: Callable[[], Browser], request: pytest.FixtureRequest
) -> Iterator[None]:
    """While the database is away, with connections that worked just before. Afterwards the fixture
    waits until it serves again."""
    wait_until_it_serves(open_here())
    with request.param(site):
        yield
    wait_until_it_serves(open_here(), SETTLED)
    assert "Traceback" not in site.log()


def wait_until_it_serves(browser: Browser, settled: float = 0) -> None:
    """Without a failure for ``settled`` seconds: a process may try the database once a second, and
    until then the responses may all have come from the others."""
    end, good, since = time.monotonic() + 20, 0, time.monotonic()
    while good < 2 * AT_ONCE or time.monotonic() - since < settled:
        if browser.request("GET", "/books/", headers=EXPECTED).status_code == 200:
            good += 1
        else:
            good, since = 0, time.monotonic()
        assert time.monotonic() < end, "it does not serve again"


def test_every_client_gets_503_in_time(away: None, open_here):
    paths = [*READING, *READING_JSON, "/books/emma/"][:AT_ONCE]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(2):
            for response in pool.map(
                lambda path: open_here().request("GET", path, headers=EXPECTED), paths
            ):
                check_unavailable(response)


def test_a_signed_in_user_gets_503_too_and_stays_signed_in(site: Site, open_here):
    browser = open_here()
    assert browser.sign_in("editor", PASSWORD).status_code == 302
    with silent(site):
        for path in ("/account/", "/admin/", "/api/me/"):
            check_unavailable(browser.request("GET", path, headers=EXPECTED))
    wait_until_it_serves(open_here(), SETTLED)
    assert browser.get("/account/").status_code == 200


def test_a_write_gets_503_too(away: None, open_here):
    browser = open_here()
    page = browser.get("/login/")
    fields = dict(form_of(page, "/login/").form_values()) | {
        "username": "reader",
        "password": PASSWORD,
    }
    check_unavailable(
        browser.request(
            "POST", "/login/", data=fields, headers={"Origin": browser.base_url, **EXPECTED}
        )
    )


def test_it_is_alive_but_not_ready_while_all_its_threads_wait(away: None, open_here):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [
            pool.submit(open_here().request, "GET", "/books/", headers=EXPECTED) for _ in range(3)
        ]
        begun = time.monotonic()
        response = open_here().request("GET", "/readyz", headers=EXPECTED)
        assert (response.text, time.monotonic() - begun < 1) == ("database unavailable", True)
        assert open_here().get("/healthz").status_code == 200
        for one in waiting:
            check_unavailable(one.result())
