"""Without its database the library says so in time, on its own page and in one line of its log."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from shared_tests.harness.browser import Response, form_of, html
from shared_tests.harness.implementations import PASSWORD, Implementation, environment
from shared_tests.harness.servers import Server, serving

READING = ["/", "/books/", "/books/?q=emma&sort=-year", "/books/emma/"]
READING_JSON = ["/api/books/", "/api/books/?q=emma", "/api/books/emma/"]
EXPECTED = {"X-Expect-Status": "503"}


def check_unavailable(response: Response) -> None:
    """The response that every client gets while the database is away. ``check_invariants`` checks
    how long it took."""
    assert (response.status_code, response.headers.get("Retry-After")) == (503, "5")
    if response.request.url.path.startswith("/api/"):
        problem = response.json()
        assert (problem["title"], problem["status"]) == ("Service Unavailable", 503)
        assert not re.search("connect|127|nobody|refused|locked|timeout|Error:", problem["detail"])
    else:
        assert html(response).xpath("string(//h1)") == "Service Unavailable"


@pytest.fixture(scope="module")
def server_without_database(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose database refuses every connection."""
    folder = tmp_path_factory.mktemp("server_without_database")
    env = environment(folder, DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/nothing")
    with serving(implementation, env, folder) as server:
        yield server


def test_without_its_database_it_is_alive_but_not_ready(
    server_without_database: Server, open_browser
):
    browser, begun = open_browser(server_without_database.base_url), time.monotonic()
    response = browser.request("GET", "/readyz", headers=EXPECTED)
    assert time.monotonic() - begun < 1
    assert (response.status_code, response.text) == (503, "database unavailable")
    assert browser.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", [*READING, *READING_JSON])
def test_a_database_that_refuses_is_reported_in_the_library_s_own_words(
    server_without_database: Server, open_browser, path: str
):
    check_unavailable(
        open_browser(server_without_database.base_url).request("GET", path, headers=EXPECTED)
    )


def test_a_sign_in_without_the_database_gets_503_and_is_not_counted_as_a_failure(
    server_without_database: Server, open_browser
):
    browser = open_browser(server_without_database.base_url)
    page = browser.get("/login/")
    token = {
        name: value for name, value in form_of(page, "/login/").form_values() if "csrf" in name
    }
    sent = {**token, "username": "reader", "password": "wrong"}
    headers = {"Origin": browser.base_url, **EXPECTED}
    for _ in range(21):
        check_unavailable(browser.request("POST", "/login/", data=sent, headers=headers))


def test_what_needs_no_database_works_without_it(server_without_database: Server, open_browser):
    browser = open_browser(server_without_database.base_url)
    assert browser.get("/no-such-page/").status_code == 404
    assert browser.get("/static/bookshelf.css").status_code == 200
    assert browser.get("/api/openapi.json").status_code == 200


def test_each_such_response_is_one_line_in_the_log(server_without_database: Server, open_browser):
    responses = [
        open_browser(server_without_database.base_url).request("GET", path, headers=EXPECTED)
        for path in ("/books/", "/api/books/")
    ]
    lines = server_without_database.log().splitlines()
    for response in responses:
        own_lines = [
            line
            for line in lines
            if response.headers["X-Request-ID"] in line and " access: " not in line
        ]
        assert len(own_lines) == 1, own_lines
        assert re.search("connect|refused", own_lines[0])
    assert "Traceback" not in server_without_database.log()
    assert "secret" not in server_without_database.log()


def test_a_locked_database_gives_503_and_works_again_afterwards(spare, demo_database, open_browser):
    spare.database.take(demo_database)
    browser, reader = open_browser(spare.base_url), open_browser(spare.base_url)
    fields = dict(form_of(browser.get("/login/"), "/login/").form_values()) | {
        "username": "reader",
        "password": PASSWORD,
    }
    post = partial(
        browser.request,
        "POST",
        "/login/",
        data=fields,
        headers={"Origin": browser.base_url, **EXPECTED},
    )
    with spare.database.held(""), ThreadPoolExecutor() as pool:
        responses = [pool.submit(post) for _ in range(3)]
        while not all(response.done() for response in responses):
            assert reader.get("/books/").status_code == 200
        for response in responses:
            check_unavailable(response.result())
    assert browser.sign_in("reader", PASSWORD).status_code == 302
    assert browser.get("/account/").status_code == 200
