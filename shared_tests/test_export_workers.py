"""Exports are done by workers of their own where a broker is named; a worker that dies loses none of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from shared_tests.browser import Browser, html
from shared_tests.databases import Database
from shared_tests.exports import ask, rows, state, wait
from shared_tests.implementations import (
    PASSWORD,
    Implementation,
    Process,
    Server,
    environment,
    prepare,
    serving,
    working,
)

pytestmark = pytest.mark.timeout(120)

MANY = 6_000  # books: an export of them takes long enough to be seen running


@dataclass(frozen=True)
class Site:
    """A server with an editor who has signed in."""

    server: Server
    editor: Browser
    work: Callable[[], Process]
    """Start a worker process."""
    database: Database

    def export(self) -> str:
        """Ask for an export, and tell its address."""
        return ask(self.editor).headers["Location"]

    def books(self, path: str) -> int:
        return len(rows(self.editor.get(f"{path}books.csv")))


@pytest.fixture(scope="session")
def large_database(implementation: Implementation, demo_database: Database, tmp_path_factory) -> Database:
    """The catalogue and made-up books; for copying."""
    database = demo_database.copy()
    env = environment(tmp_path_factory.mktemp("large"), DATABASE_URL=database.url)
    prepare(implementation, env, ("seed", "--synthetic", str(MANY)))
    return database


@pytest.fixture
def open_site(
    implementation: Implementation, large_database: Database, open_browser, tmp_path: Path
) -> Iterator[Callable[..., Site]]:
    """Serve a copy of the large database that leaves exports to workers, with settings of one's own."""
    database = large_database.copy()
    with ExitStack() as stack:

        def start(**settings: str) -> Site:
            ours = {"DATABASE_URL": database.url, "BROKER_URL": database.url, "EXPORT_LEASE": "2"}
            env = environment(tmp_path, **ours | settings)
            server = stack.enter_context(serving(implementation, env, tmp_path))
            editor = open_browser(server.base_url)
            assert editor.sign_in("editor", PASSWORD).status_code == 302
            work = partial(working, implementation, env, tmp_path)
            return Site(server, editor, lambda: stack.enter_context(work()), database)

        yield start


@pytest.fixture
def site(open_site) -> Site:
    return open_site()


def test_an_export_waits_for_a_worker(site: Site):
    path = site.export()
    page = site.editor.get(path)
    assert state(page) == "queued"
    assert path in html(page).xpath("//main//a/@href")
    assert site.editor.get(f"{path}books.csv").status_code == 404
    site.work()
    assert wait(site.editor, path) == "done"
    assert site.books(path) == MANY


def test_two_workers_do_each_export_once(site: Site):
    site.work(), site.work()
    paths = [site.export() for _ in range(4)]
    assert [wait(site.editor, path) for path in paths] == ["done"] * 4
    assert [site.books(path) for path in paths] == [MANY] * 4


def test_what_a_killed_worker_left_is_done_by_the_next(site: Site):
    worker, path = site.work(), site.export()
    assert wait(site.editor, path, "running") == "running"
    worker.kill()
    assert site.editor.get(f"{path}books.csv").status_code == 404
    site.work()
    assert wait(site.editor, path) == "done"
    assert site.books(path) == MANY


def test_an_export_over_which_three_workers_died_has_failed(site: Site):
    path = site.export()
    for _ in range(3):
        before, worker = site.database.rows("export"), site.work()
        while site.database.rows("export") == before or state(site.editor.get(path)) != "running":
            time.sleep(0.005)
        worker.kill()
    site.work()
    assert wait(site.editor, path) == "failed"


def test_a_worker_that_is_asked_to_end_loses_nothing(site: Site):
    worker, path = site.work(), site.export()
    assert wait(site.editor, path, "running") == "running"
    worker.stop()
    site.work()
    assert wait(site.editor, path) == "done"


def test_without_workers_the_next_web_process_does_what_a_killed_one_left(open_site):
    site = open_site(BROKER_URL="")
    path = site.export()
    assert wait(site.editor, path, "running") == "running"
    site.server.kill()
    following = open_site(BROKER_URL="")
    assert wait(following.editor, path) == "done"
    assert following.books(path) == MANY


def test_an_export_that_cannot_be_queued_is_refused_and_leaves_nothing(
    implementation: Implementation, demo_database: Database, open_browser, tmp_path: Path, password: str
):
    database = demo_database.copy()
    env = environment(tmp_path, DATABASE_URL=database.url, BROKER_URL="redis://127.0.0.1:1/0")
    with serving(implementation, env, tmp_path) as server:
        editor = open_browser(server.base_url)
        editor.sign_in("editor", password)
        headers = {"X-CSRFToken": editor.token(), "Origin": editor.base_url, "X-Expect-Status": "503"}
        before = database.rows()
        assert editor.request("POST", "/exports/", headers=headers).status_code == 503
        assert database.rows() == before
