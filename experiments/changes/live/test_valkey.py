"""Streams and changes while Valkey hangs, comes back empty, or is not there at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from deploy.processes import Program
from experiments.changes.live.conftest import Site, lend
from experiments.changes.live.listening import ADDRESS, Listener, within
from shared_tests.harness.browser import Browser, html
from shared_tests.harness.implementations import quick_environment
from shared_tests.harness.servers import serving

Listen = Callable[..., Listener]


@contextmanager
def paused(valkey: Program):
    valkey.pause()
    try:
        yield
    finally:
        valkey.resume()
        time.sleep(1.1)  # so long nothing is published after a failure


def test_without_valkey_books_are_changed_and_streams_stay(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    listener = listen()
    with paused(site.valkey):
        lend(librarian, book)
        refused = listen(last_id=listener.begun.id)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert listener.next().comment
    assert librarian.get(f"/api/books/{book['slug']}/").json()["available"] is False
    lend(librarian, book, available=True)
    versions: list[int] = []
    while 3 not in versions:  # what was sent meanwhile may come late
        versions.append(listener.event(10).book["version"])


def test_many_changes_do_not_each_wait_for_a_valkey_that_hangs(
    site: Site, librarian: Browser, book: dict
):
    with paused(site.valkey):
        begun = time.monotonic()
        for number in range(20):
            lend(librarian, book, available=bool(number % 2))
        assert time.monotonic() - begun < 5


def test_many_clients_of_a_process_that_finds_no_valkey_are_refused_together(
    listen: Listen, site: Site
):
    with site.another(STREAMS="50") as (_, path):
        with paused(site.valkey), ThreadPoolExecutor(20) as pool:
            refused = list(pool.map(lambda _: listen(path), range(20)))
        assert [one.status for one in refused] == [503] * 20
        assert within(3, lambda: listen(path).status == 200)


def test_a_valkey_that_comes_back_empty_goes_on(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    listener = listen()
    site.valkey.restart()
    lend(librarian, book)
    assert listener.event(10).book["slug"] == book["slug"]


def test_without_a_valkey_no_page_is_live(
    implementation, demo_database, open_browser, tmp_path: Path
):
    env = quick_environment(tmp_path, DATABASE_URL=demo_database.copy().url)
    with serving(implementation, env, tmp_path) as server:
        browser = open_browser(server.base_url)
        assert browser.get(ADDRESS).status_code == 404
        assert not html(browser.get("/books/")).cssselect("script, [data-events]")
