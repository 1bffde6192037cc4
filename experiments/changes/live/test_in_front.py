"""Through nginx: events are not delayed, and a browser shows them."""

from __future__ import annotations

import signal
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from redis import Redis

from deploy import assembly
from deploy.programs import account, programs, shared_folder
from experiments.changes.live.conftest import KEEPALIVE, lend
from experiments.changes.live.listening import STREAM, Listener, connection, within
from experiments.changes.live.serving import streams
from shared_tests.chromium.program import program
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.invariants import HEADERS
from shared_tests.harness.valkey import valkey

LIST = "/books/?q=gatsby"
PATIENCE = 5000  # milliseconds, for a busy machine


@pytest.fixture(scope="module")
def valkey_url() -> Iterator[str]:
    with valkey() as url:
        yield url


@pytest.fixture(scope="module")
def entrance(
    implementation: Implementation,
    demo_database: Database,
    valkey_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[assembly.Entrance]:
    """An nginx before two processes for pages and one for streams."""
    logs = tmp_path_factory.mktemp("front")
    with shared_folder() as home, ExitStack() as exits:
        place = assembly.Place(home, logs, programs(home / "programs"), account(), exits)
        settings = {"DATABASE_URL": demo_database.copy().url, "REDIS_URL": valkey_url, "TLS": "1"}
        settings |= {"TRUSTED_PROXIES": "1", "STREAM_KEEPALIVE": str(KEEPALIVE)}
        env = quick_environment(logs, **settings)
        pages, found = assembly.gunicorns(implementation, env, place), assembly.entrance(place)
        path = home / "sockets" / "streams.sock"
        holder = streams(implementation, env, path, logs, place.account)
        place.start(*pages, holder, found.nginx)
        yield found


@pytest.fixture(scope="module")
def front(entrance: assembly.Entrance) -> str:
    return entrance.base_url


@pytest.fixture(scope="module")
def editing(front: str, open_browser: Callable[..., Browser], password: str) -> Browser:
    """A manager, through nginx."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    browser = open_browser(front, trust=trust)
    assert browser.sign_in("manager", password).status_code == 302
    return browser


@pytest.fixture
def shown(editing: Browser, new_slug: Callable[[], str]) -> dict:
    sent = {"slug": new_slug(), "title": "Gatsby", "author": "jane-austen", "year": -1}
    response = editing.api("POST", "/api/books/", json=sent)
    assert response.status_code == 201
    return response.json()


def test_nginx_does_not_buffer_events(front: str, editing: Browser, shown: dict):
    with closing(Listener(front)) as listener:
        begun = time.monotonic()
        lend(editing, shown)
        changed = listener.event()
        assert changed.at - begun < 1
        assert changed.book["slug"] == shown["slug"]
        assert listener.next(2 * KEEPALIVE + 1).comment
        assert {name: listener.headers[name] for name in HEADERS} == HEADERS
        assert listener.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_nginx_decides_nothing_about_the_address_of_the_events(front: str):
    for path, status in (("/books/events/?after=%ff", 400), ("/books/events", 308)):
        with closing(connection(front)) as http:
            http.request("GET", path)
            assert http.getresponse().status == status


def test_a_stream_does_not_keep_an_nginx_that_was_told_to_reload(
    front: str, entrance: assembly.Entrance
):
    with closing(Listener(front)) as listener:
        entrance.nginx.process.send_signal(signal.SIGHUP)
        assert within(10, lambda: listener.ended_at > 0)
    with closing(Listener(front)) as again:
        assert again.status == 200


@pytest.fixture
def page(front: str) -> Iterator[Any]:
    """A page in a real browser, in which nothing goes wrong."""
    playwright = pytest.importorskip("playwright.sync_api")
    # Imported here because the group changes is without a browser
    from shared_tests.chromium.watch import Watch

    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=program())
        context = chromium.new_context(base_url=front, ignore_https_errors=True)
        context.set_default_timeout(PATIENCE)
        playwright.expect.set_options(timeout=PATIENCE)
        watch = Watch(context)
        yield context.new_page()
        assert watch.complaints() == []
        chromium.close()


def test_an_open_page_shows_changes_without_reloading(page: Any, editing: Browser, shown: dict):
    from playwright.sync_api import expect

    page.goto(LIST)
    entry = page.locator("ol.books li", has=page.locator(f'a[href="/books/{shown["slug"]}/"]'))
    expect(entry).to_have_text("Gatsby Jane Austen 1 BC")
    expect(entry).not_to_have_class("lent")
    page.evaluate("window.isTheSame = true")
    lend(editing, shown)
    expect(entry).to_have_class("lent")
    path, change = f"/api/books/{shown['slug']}/", {"title": "<b>Gatsby</b>", "author": "homer"}
    assert editing.api("PATCH", path, json=change, If_Match="*").status_code == 200
    expect(entry).to_have_text("<b>Gatsby</b> Homer 1 BC")
    assert editing.api("DELETE", path).status_code == 204
    expect(entry).to_be_hidden()
    again = {"slug": shown["slug"], "title": "Gatsby", "author": "jane-austen", "year": -1}
    assert editing.api("POST", "/api/books/", json=again).status_code == 201
    expect(entry).to_be_visible()
    expect(entry).to_have_text("Gatsby Jane Austen 1 BC")
    assert page.evaluate("window.isTheSame")


def test_an_open_page_that_missed_too_much_loads_again(page: Any, valkey_url: str):
    network, came, loads = page.context.new_cdp_session(page), [], []
    network.on("Network.eventSourceMessageReceived", lambda one: came.append(one["eventName"]))
    network.send("Network.enable")
    page.clock.install()
    page.goto(LIST)
    page.on("load", lambda _: loads.append(1))
    with Redis.from_url(valkey_url) as redis:
        added: Any = redis.xadd(STREAM, {"event": "reload", "data": "{}"})
        for _ in range(50):  # the event comes in real time
            page.wait_for_timeout(100)
            if "reload" in came:
                break
        redis.xdel(STREAM, added)  # or the page that is loaded would get it, too
    assert not loads
    with page.expect_event("load"):
        page.clock.fast_forward(60_000)
    page.wait_for_timeout(1000)
    page.clock.fast_forward(60_000)
    page.wait_for_timeout(1000)
    assert len(loads) == 1
