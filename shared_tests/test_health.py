"""Two addresses tell a load balancer whether the process lives and whether it can serve."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from shared_tests.browser import Browser
from shared_tests.implementations import Implementation, Server, environment, serving


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_server_in_order_says_ok(visitor: Browser, path: str):
    answer = visitor.get(path)
    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_keeps_no_session(visitor: Browser, path: str):
    assert "Set-Cookie" not in visitor.get(path).headers


@pytest.fixture(scope="module")
def stranded(implementation: Implementation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose database does not answer."""
    folder = tmp_path_factory.mktemp("stranded")
    env = environment(folder, DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/nothing")
    with serving(implementation, env, folder) as server:
        yield server


def test_without_its_database_it_lives_but_is_not_ready(stranded: Server, open_browser):
    browser, begun = open_browser(stranded.base_url), time.monotonic()
    answer = browser.request("GET", "/readyz", headers={"X-Expect-Status": "503"})
    assert time.monotonic() - begun < 1
    assert (answer.status_code, answer.text) == (503, "database unavailable")
    assert browser.get("/healthz").status_code == 200


def test_an_error_page_needs_no_database(stranded: Server, open_browser):
    browser = open_browser(stranded.base_url)
    answer = browser.request("GET", "/books/", headers={"X-Expect-Status": "500"})
    assert (answer.status_code, answer.headers["X-Request-ID"] in answer.text) == (500, True)
    assert browser.get("/no-such-page/").status_code == 404
    problem = browser.request("GET", "/api/books/", headers={"X-Expect-Status": "500"})
    assert (problem.status_code, set(problem.json())) == (500, {"type", "title", "status", "detail"})
    assert not re.search("connect|database|127|nobody|refused|Error:", problem.json()["detail"])
