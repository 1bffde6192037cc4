"""No user can fill the queue or the database with exports: each may have three at once, and files
are deleted after a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared_tests.drivers.exports import request_export, wait
from shared_tests.harness.browser import Browser, html, text
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import Process, serving, working

MOST = 3  # unfinished exports of one user
KEPT = 3  # seconds


@pytest.fixture
def own_database(demo_database: Database) -> Database:
    return demo_database.copy()


@pytest.fixture
def env(own_database: Database, tmp_path: Path) -> dict[str, str]:
    """Exports wait here until a worker starts."""
    settings = {
        "DATABASE_URL": own_database.url,
        "BROKER_URL": own_database.url,
        "EXPORT_LEASE": "2",
        "EXPORT_KEEP": str(KEPT),
    }
    return quick_environment(tmp_path, **settings)


@pytest.fixture
def sign_in(
    implementation: Implementation,
    env: dict[str, str],
    tmp_path: Path,
    open_browser: Callable[..., Browser],
    password: str,
) -> Iterator[Callable[[str], Browser]]:
    with serving(implementation, env, tmp_path) as server:

        def sign_in(username: str) -> Browser:
            browser = open_browser(server.base_url)
            assert browser.sign_in(username, password).status_code == 302
            return browser

        yield sign_in


@pytest.fixture
def worker(
    implementation: Implementation, env: dict[str, str], tmp_path: Path
) -> Iterator[Process]:
    with working(implementation, env, tmp_path) as worker:
        yield worker


def stored(database: Database) -> int:
    return sum(len(rows) for rows in database.rows("export").values())


def test_a_fourth_unfinished_export_has_to_wait(
    sign_in: Callable[[str], Browser], own_database: Database, request: pytest.FixtureRequest
):
    editor = sign_in("editor")
    paths = [request_export(editor).headers["Location"] for _ in range(MOST)]
    before = own_database.rows("export")
    refused = request_export(editor)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert html(refused).xpath("string(//h1)") == "Too Many Requests"
    assert "three" in text(refused).lower()
    assert own_database.rows("export") == before
    assert request_export(sign_in("manager")).status_code == 202  # each has three
    request.getfixturevalue("worker")
    assert [wait(editor, path) for path in paths] == ["done"] * MOST
    assert request_export(editor).status_code == 202


def test_of_twelve_exports_requested_at_once_three_are_accepted(sign_in: Callable[[str], Browser]):
    editor = sign_in("editor")
    page = editor.get("/account/")
    with ThreadPoolExecutor(12) as pool:
        requests = [pool.submit(editor.submit, page, "/exports/") for _ in range(12)]
    assert sorted(one.result().status_code for one in requests) == [202] * MOST + [429] * (
        12 - MOST
    )


def test_a_file_goes_when_it_has_been_kept_for_long_enough(
    sign_in: Callable[[str], Browser], own_database: Database, worker: Process
):
    editor = sign_in("editor")
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    assert editor.get(f"{path}books.csv").status_code == 200
    end = time.monotonic() + KEPT + 10
    while editor.get(path).status_code == 200 and time.monotonic() < end:
        time.sleep(0.2)
    assert [editor.get(path + what).status_code for what in ("", "books.csv")] == [404, 404]
    assert stored(own_database) == 0


def test_an_export_that_waits_is_not_deleted(
    sign_in: Callable[[str], Browser], request: pytest.FixtureRequest
):
    editor = sign_in("editor")
    path = request_export(editor).headers["Location"]
    time.sleep(KEPT + 1)
    request.getfixturevalue("worker")
    assert wait(editor, path) == "done"
