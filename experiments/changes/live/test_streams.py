"""How streams are served: headers, limits, what is freed, the end of a process, and pages beside
them."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from redis import Redis

from deploy.processes import Program
from experiments.changes.live.conftest import KEEPALIVE, PLACES, Site
from experiments.changes.live.listening import ADDRESS, Listener, connection, within
from shared_tests.harness.browser import html
from shared_tests.harness.invariants import HEADERS

Listen = Callable[..., Listener]
POLICY = "Content-Security-Policy"


def descriptors(program: Program) -> int:
    """Open files of the process and of those that it has started."""
    pids = (program.process.pid, *program.children())
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)


def threads(program: Program) -> int:
    pids = (program.process.pid, *program.children())
    return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in pids)


def readers(site: Site) -> int:
    """Clients of Valkey that wait for events."""
    with Redis.from_url(site.env["BOOKSHELF_REDIS_URL"]) as valkey:
        return sum(one["cmd"] == "xread" for one in valkey.client_list())


def test_a_stream_has_the_headers_of_every_page(listen: Listen, site: Site, open_browser):
    page, stream = open_browser(site.pages).get("/books/").headers, listen().headers
    assert stream["Content-Type"] == "text/event-stream; charset=utf-8"
    assert (stream["Cache-Control"], stream["X-Accel-Buffering"]) == ("no-store", "no")
    assert {name: stream[name] for name in HEADERS} == {name: page[name] for name in HEADERS}
    assert set(stream[POLICY].split("; ")) == set(page[POLICY].split("; "))
    assert len(stream["X-Request-ID"]) == 32
    assert not stream["Set-Cookie"]
    assert not stream["Content-Length"]


def test_it_begins_at_once_and_says_that_it_lives(listen: Listen):
    begun = time.monotonic()
    listener = listen()
    assert listener.begun.at - begun < 1
    lives = [listener.next() for _ in range(2)]
    assert all(one.comment and not one.data for one in lives)
    assert lives[1].at - lives[0].at == pytest.approx(KEEPALIVE, abs=0.5)


def test_head_has_no_body_and_takes_no_place(listen: Listen, site: Site):
    with site.another(STREAMS="1") as (_, path):
        for _ in range(3):
            with closing(connection(path)) as http:
                http.request("HEAD", ADDRESS)
                response = http.getresponse()
                assert (response.status, response.read()) == (200, b"")
                assert response.getheader("Content-Type", "").startswith("text/event-stream")
        assert listen(path).status == 200


def test_another_method_is_refused(site: Site):
    with closing(connection(site.socket)) as http:
        http.request("POST", ADDRESS)
        response = http.getresponse()
        assert (response.status, b"</html>" in response.read()) == (405, True)


def test_one_stream_more_than_the_limit_is_503(listen: Listen, site: Site):
    with site.another(STREAMS="3") as (_, path):
        listeners = [listen(path) for _ in range(3)]
        refused = listen(path)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert b"Service Unavailable" in refused.body
        listeners[0].close()
        assert within(4 * KEEPALIVE, lambda: listen(path).status == 200)


def test_a_process_for_pages_holds_no_stream(site: Site, open_browser):
    headers = {"X-Expect-Status": "503"}
    response = open_browser(site.pages).request("GET", ADDRESS, headers=headers)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_clients_that_disconnect_free_everything(listen: Listen, site: Site, librarian, book: dict):
    with site.another(STREAMS="20") as (program, path):
        listen(path).close()
        # Those of earlier cases end as well
        assert within(5 * KEEPALIVE, lambda: readers(site) == 0)
        before, few = descriptors(program), threads(program)
        listeners = [listen(path) for _ in range(20)]
        assert within(2, lambda: readers(site) == 1), "one reads for all of a process"
        assert descriptors(program) > before + 15
        assert threads(program) < few + 5, "a stream occupies no thread"
        for one in listeners:
            one.close()
        assert within(5 * KEEPALIVE, lambda: readers(site) == 0)
        assert within(2, lambda: descriptors(program) <= before)


def test_pages_are_served_beside_many_streams(listen: Listen, site: Site, open_browser):
    listeners = [listen() for _ in range(PLACES - 5)]
    browser, begun = open_browser(site.pages), time.monotonic()
    assert [browser.get("/books/").status_code for _ in range(10)] == [200] * 10
    assert time.monotonic() - begun < 5
    with closing(connection(site.socket)) as http:  # by the process that holds the streams, too
        for _ in range(5):
            http.request("GET", "/books/?page=2")
            response = http.getresponse()
            assert (response.status, b"</html>" in response.read()) == (200, True)
    assert all(one.next(2 * KEEPALIVE + 1).comment for one in listeners)


@pytest.mark.parametrize("number", [1, 20])
def test_a_process_with_open_streams_ends_within_10_seconds_after_term(
    listen: Listen, site: Site, number: int
):
    with site.another(STREAMS="20") as (program, path):
        listeners = [listen(path) for _ in range(number)]
        begun = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        program.process.wait(10)
        assert time.monotonic() - begun < 10
        assert within(1, lambda: all(one.ended_at for one in listeners))
        assert "Traceback" not in program.log()


def test_the_page_names_events_and_script(site: Site, open_browser):
    page = html(open_browser(site.pages).get("/"))
    (listed,) = page.cssselect("ol.books[data-events]")
    assert listed.get("data-events", "").startswith(f"{ADDRESS}?after=")
    (script,) = page.cssselect("script[src]")
    served = open_browser(site.pages).get(script.get("src", ""))
    assert served.headers["Content-Type"].startswith("text/javascript")
