"""A client that reconnects gets every event that it missed, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from experiments.changes.live.conftest import Site, lend
from experiments.changes.live.listening import STREAM, Listener
from shared_tests.harness.browser import Browser

SECOND = 1.0
MANY = 1000
Listen = Callable[..., Listener]


def test_a_client_that_reconnects_gets_all_events_that_it_missed(
    listen: Listen, librarian: Browser, book: dict
):
    listener = listen()
    lend(librarian, book)
    seen = listener.event()
    listener.close()
    for available in (True, False, True):
        lend(librarian, book, available)
    again = listen(last_id=seen.id)
    lend(librarian, book)
    versions = [again.event().book["version"] for _ in range(4)]
    assert versions == [3, 4, 5, 6]
    assert again.is_silent(SECOND)


def test_so_does_one_that_was_disconnected_before_its_first_event(
    listen: Listen, librarian: Browser, book: dict
):
    begun = listen().begun
    lend(librarian, book)
    assert (begun.id != "", begun.data) == (True, "")
    assert listen(last_id=begun.id).event().book["version"] == 2


def test_a_process_that_is_killed_loses_nothing(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    with site.another(STREAMS="5") as (program, path):
        begun = listen(path).begun
        program.kill()
        lend(librarian, book)
        program.start()
        assert listen(path, last_id=begun.id).event().book["version"] == 2


def test_the_url_in_a_page_gives_the_events_since_it_was_rendered(
    listen: Listen, site: Site, librarian: Browser, book: dict, open_browser
):
    page = open_browser(site.pages).get("/books/")
    query = page.text.split('data-events="/books/events/')[1].split('"')[0]
    lend(librarian, book)
    listener, versions = listen(query=query), []
    while 2 not in versions:
        event = listener.event()
        versions += [event.book["version"]] if event.book["slug"] == book["slug"] else []
    assert listener.is_silent(0.5)


def test_one_that_missed_many_events_is_to_load_the_page_again(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    begun = listen().begun
    with Redis.from_url(site.env["BOOKSHELF_REDIS_URL"]) as valkey:
        with valkey.pipeline(transaction=False) as pipeline:
            for number in range(MANY):
                pipeline.xadd(STREAM, {"event": "deleted", "data": f'{{"slug": "{number}"}}'})
            pipeline.execute()
        with site.another(STREAMS="5") as (_, path):
            again = listen(path, last_id=begun.id)
            valkey.xtrim(STREAM, maxlen=0)  # for the next case
            assert again.event().event == "reload"
            lend(librarian, book)
            assert again.event().book["version"] == 2


def test_many_clients_that_missed_events_get_them_at_once(
    listen: Listen, librarian: Browser, book: dict
):
    begun = listen().begun
    lend(librarian, book)
    with ThreadPoolExecutor(20) as pool:
        again = list(pool.map(lambda _: listen(last_id=begun.id), range(20)))
    assert [one.event().book["version"] for one in again] == [2] * 20


def test_what_others_write_into_the_stream_stops_nothing(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    listener = listen()
    with Redis.from_url(site.env["BOOKSHELF_REDIS_URL"]) as valkey:
        valkey.xadd(STREAM, {b"\xff": b"\xff"})
    lend(librarian, book)
    while not (event := listener.event()).data:
        pass
    assert event.book["version"] == 2


@pytest.mark.parametrize("wrong", ["x", "1", "1-2-3", "-1-0", "$", "9" * 30 + "-0"])
def test_a_malformed_id_is_400(listen: Listen, wrong: str):
    refused = [listen(last_id=wrong), listen(query=f"?after={wrong}")]
    assert [one.status for one in refused] == [400, 400]


def test_an_id_in_the_future_hides_no_event(listen: Listen, librarian: Browser, book: dict):
    listener = listen(last_id=f"{'9' * 15}-0")
    lend(librarian, book)
    assert listener.event().book["version"] == 2
