"""With debug on, the client and the log see an error raised on purpose; with debug off, the log
alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment, run
from shared_tests.harness.loopback import get
from shared_tests.harness.raw import exchange, lines
from shared_tests.harness.servers import Server, developing

TRACEBACK = "Traceback"


@pytest.fixture(scope="module")
def development_server(
    implementation: Implementation,
    demo_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """The framework's own server with debug on and no secret set."""
    folder = tmp_path_factory.mktemp("develop")
    env = environment(
        folder, DATABASE_URL=demo_database.copy().url, SECRET_KEY="", DEBUG="1", FAULT_ROUTES="1"
    )
    with developing(implementation, env, folder) as server:
        yield server


def test_debug_shows_the_caller_the_traceback(development_server: Server):
    response = get(development_server.base_url + "/fail/")
    assert response.status_code == 500
    assert TRACEBACK in response.text
    assert "raised on purpose" in response.text


def test_debug_leaves_the_traceback_in_the_log(development_server: Server):
    get(development_server.base_url + "/fail/")
    assert "Traceback (most recent call last)" in development_server.log()
    assert "raised on purpose" in development_server.log()


def test_debug_writes_one_line_for_the_request_too(development_server: Server):
    written = 'method=GET path="/fail/" status=500 '
    before, end = development_server.log().count(written), time.monotonic() + 5
    get(development_server.base_url + "/fail/")
    while development_server.log().count(written) == before and time.monotonic() < end:
        time.sleep(0.05)
    assert development_server.log().count(written) == before + 1


def test_debug_serves_the_pages_as_usual(development_server: Server, open_browser):
    assert open_browser(development_server.base_url).get("/books/").status_code == 200


def test_debug_serves_the_stylesheet(development_server: Server):
    response = get(development_server.base_url + "/static/bookshelf.css")
    assert (response.status_code, "text/css" in response.headers["Content-Type"]) == (200, True)


@pytest.mark.parametrize("length", ["many", "9" * 5000], ids=["words", "many digits"])
def test_a_length_that_is_no_number_breaks_nothing(development_server: Server, length: str):
    host = f"Host: {development_server.base_url.removeprefix('http://')}"
    request = lines("GET /books/ HTTP/1.1", host, f"Content-Length: {length}", "Connection: close")
    assert exchange(development_server.base_url, request).status == 200


def test_without_debug_the_caller_sees_no_traceback_but_the_log_does(
    server: Server, anonymous: Browser
):
    response = anonymous.request("GET", "/fail/", headers={"X-Expect-Status": "500"})
    assert "raised on purpose" not in response.text
    assert "raised on purpose" in server.log()


def test_the_fault_route_is_there_only_when_it_is_enabled(spare: Spare, open_browser):
    assert open_browser(spare.base_url).get("/fail/").status_code == 404


def test_debug_is_off_by_default(implementation: Implementation, tmp_path: Path):
    done = run(implementation, *implementation.migrate, env=environment(tmp_path, SECRET_KEY=""))
    assert done.returncode == 4
    assert "BOOKSHELF_SECRET_KEY" in done.stderr


def test_a_port_in_use_is_reported_in_one_line(
    implementation: Implementation, development_server: Server, tmp_path: Path
):
    port = development_server.base_url.rpartition(":")[2]
    arguments = (*implementation.develop, implementation.port_option.format(port=port))
    done = run(implementation, *arguments, env=environment(tmp_path, DEBUG="1"))
    assert done.returncode != 0
    assert "in use" in done.stdout + done.stderr
    assert TRACEBACK not in done.stdout + done.stderr
