"""Where a broker is configured, worker processes do the exports. A worker that dies loses none of
them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from shared_tests.drivers.exports import request_export, rows, state, wait
from shared_tests.harness.browser import Browser, html
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    prepare,
    quick_environment,
)
from shared_tests.harness.servers import Process, serving, working

MANY = 6_000  # books: an export of them takes long enough to be observed while it runs


@dataclass
class Site:
    """A server that leaves exports to workers, and a signed-in editor."""

    editor: Browser
    database: Database
    at_first: Database
    """The database after the editor has signed in, before any export."""
    start: Callable[[], Process]
    """Start a worker process."""
    at_work: list[Process] = field(default_factory=list)

    def workers(self, number: int) -> list[Process]:
        """Have so many worker processes. Workers of an earlier case are kept, because starting one
        is slow."""
        self.at_work = [one for one in self.at_work if one.process.poll() is None]
        self.at_work += [self.start() for _ in range(number - len(self.at_work))]
        while len(self.at_work) > number:
            self.at_work.pop().stop()
        return self.at_work

    def export(self) -> str:
        """Request an export, and return its address."""
        return request_export(self.editor).headers["Location"]

    def dies_over(self, path: str) -> bool:
        """Start a worker and kill it while it works; False if it had already done the export."""
        before, (worker,) = self.database.rows("export"), self.workers(1)
        while self.database.rows("export") == before or self.state(path) == "queued":
            time.sleep(0.01)
        worker.kill()
        return self.state(path) == "running"

    def export_with_deaths(self, number: int) -> str:
        """The address of an export over which so many workers died."""
        for _ in range(10):
            self.workers(0)
            path = self.export()
            if all(self.dies_over(path) for _ in range(number)):
                return path
        raise AssertionError("each of ten exports was done before its worker could be killed")

    def state(self, path: str) -> str:
        return state(self.editor.get(path))

    def books(self, path: str) -> int:
        return len(rows(self.editor.get(f"{path}books.csv")))


@pytest.fixture(scope="module")
def large_database(
    implementation: Implementation, demo_database: Database, tmp_path_factory
) -> Database:
    """The catalogue and made-up books; for copying."""
    database = demo_database.copy()
    env = quick_environment(tmp_path_factory.mktemp("large"), DATABASE_URL=database.url)
    prepare(implementation, env, ("seed", "--synthetic", str(MANY)))
    return database


@pytest.fixture(scope="module")
def own_site(
    implementation: Implementation, large_database: Database, open_browser, tmp_path_factory
) -> Iterator[Site]:
    folder, database, at_first = (
        tmp_path_factory.mktemp("site"),
        large_database.copy(),
        large_database.copy(),
    )
    env = quick_environment(
        folder, DATABASE_URL=database.url, BROKER_URL=database.url, EXPORT_LEASE="2"
    )
    with ExitStack() as stack:
        server = stack.enter_context(serving(implementation, env, folder))
        editor = open_browser(server.base_url)
        assert editor.sign_in("editor", PASSWORD).status_code == 302
        at_first.take(database)
        start = partial(working, implementation, env, folder)
        yield Site(editor, database, at_first, lambda: stack.enter_context(start()))


@pytest.fixture
def site(own_site: Site) -> Site:
    """As it was at first."""
    own_site.database.take(own_site.at_first)
    return own_site


def test_an_export_waits_for_a_worker(site: Site):
    site.workers(0)
    path = site.export()
    page = site.editor.get(path)
    assert state(page) == "queued"
    assert path in html(page).xpath("//main//a/@href")
    assert site.editor.get(f"{path}books.csv").status_code == 404
    site.workers(1)
    assert wait(site.editor, path) == "done"
    assert site.books(path) == MANY


def test_two_workers_do_each_export_once(site: Site):
    site.workers(2)
    paths = [site.export() for _ in range(3)]
    assert [wait(site.editor, path) for path in paths] == ["done"] * 3
    assert [site.books(path) for path in paths] == [MANY] * 3


def test_what_a_killed_worker_left_is_done_by_the_next(site: Site):
    path = site.export_with_deaths(1)
    assert site.editor.get(f"{path}books.csv").status_code == 404
    site.workers(1)
    assert wait(site.editor, path) == "done"
    assert site.books(path) == MANY


def test_a_worker_that_is_stopped_loses_nothing(site: Site):
    (worker,), path = site.workers(1), site.export()
    assert wait(site.editor, path, "running") == "running"
    worker.stop()
    site.workers(1)
    assert wait(site.editor, path) == "done"


def test_an_export_over_which_three_workers_died_has_failed(site: Site):
    path = site.export_with_deaths(3)
    site.workers(1)
    assert wait(site.editor, path) == "failed"


def test_without_workers_the_next_web_process_does_what_a_killed_one_left(
    implementation: Implementation, large_database: Database, open_browser, tmp_path: Path
):
    env = quick_environment(tmp_path, DATABASE_URL=large_database.copy().url, EXPORT_LEASE="2")
    with serving(implementation, env, tmp_path) as server:
        editor = open_browser(server.base_url)
        assert editor.sign_in("editor", PASSWORD).status_code == 302
        path = request_export(editor).headers["Location"]
        assert wait(editor, path, "running") == "running"
        server.kill()
    with serving(implementation, env, tmp_path) as following:
        back = open_browser(following.base_url)
        back.take_cookies_of(editor)
        assert wait(back, path) == "done"
        assert len(rows(back.get(f"{path}books.csv"))) == MANY


def test_an_export_that_cannot_be_queued_is_refused_and_leaves_nothing(
    implementation: Implementation,
    demo_database: Database,
    open_browser,
    tmp_path: Path,
    password: str,
):
    database = demo_database.copy()
    env = quick_environment(tmp_path, DATABASE_URL=database.url, BROKER_URL="redis://127.0.0.1:1/0")
    with serving(implementation, env, tmp_path) as server:
        editor = open_browser(server.base_url)
        editor.sign_in("editor", password)
        headers = {
            "X-CSRFToken": editor.token(),
            "Origin": editor.base_url,
            "X-Expect-Status": "503",
        }
        before = database.rows()
        assert editor.request("POST", "/exports/", headers=headers).status_code == 503
        assert database.rows() == before
