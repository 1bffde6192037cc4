"""PostgreSQL and Valkey may hang, end and come back: the application reports it at once and works
again without a restart."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from deploy.processes import Program
from deploy.stack import Stack
from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.implementations import PASSWORD, ROOT, Implementation, environment
from shared_tests.harness.postgresql import PostgresDatabase
from shared_tests.harness.servers import serving


@contextmanager
def hanging(program: Program) -> Iterator[None]:
    program.pause()
    try:
        yield
    finally:
        program.resume()


@contextmanager
def gone(program: Program) -> Iterator[None]:
    program.kill()
    try:
        yield
    finally:
        program.start()


AWAY = {"hangs": hanging, "is gone": gone}
IN_A_ROW = 8  # responses, some from each process: one may notice later than the other


@pytest.mark.parametrize("away", AWAY.values(), ids=AWAY)
def test_without_the_database_it_is_not_ready_and_afterwards_it_is(
    disposable_stack: Stack, open_disposable, away
):
    browser = open_disposable()
    with away(disposable_stack.postgres):
        for _ in range(3):
            begun = time.monotonic()
            response = browser.request("GET", "/readyz", headers={"X-Expect-Status": "503"})
            assert (response.status_code, time.monotonic() - begun < 1) == (503, True)
        assert browser.get("/healthz").status_code == 200
    end = time.monotonic() + 15
    for path in ("/readyz", "/books/"):
        in_a_row = 0
        while in_a_row < IN_A_ROW:
            response = browser.request("GET", path, headers={"X-Expect-Status": "503"})
            in_a_row = 0 if response.status_code == 503 else in_a_row + 1
            assert time.monotonic() < end


@pytest.mark.parametrize("away", AWAY.values(), ids=AWAY)
def test_without_redis_users_can_still_sign_in(disposable_stack: Stack, open_disposable, away):
    before = open_disposable()
    before.sign_in("reader", PASSWORD)
    with away(disposable_stack.valkey):
        assert open_disposable().sign_in("reader", "wrong").status_code == 401
        assert open_disposable().sign_in("reader", PASSWORD).status_code == 302
        assert before.get("/account/").status_code == 200


def test_a_session_outlives_every_process_but_the_database(
    disposable_stack: Stack, open_disposable
):
    reader = open_disposable()
    reader.sign_in("reader", PASSWORD)
    for program in (*disposable_stack.gunicorns, disposable_stack.valkey, disposable_stack.nginx):
        program.restart()
    assert reader.get("/account/").status_code == 200


def test_an_export_outlives_a_queue_that_forgets(disposable_stack: Stack, open_disposable):
    editor = open_disposable()
    editor.sign_in("editor", PASSWORD)
    for worker in disposable_stack.workers:
        worker.stop()
    path = request_export(editor).headers["Location"]
    disposable_stack.valkey.restart()  # Valkey keeps nothing
    for worker in disposable_stack.workers:
        worker.start()
    assert wait(editor, path) == "done"
    assert rows(editor.get(f"{path}books.csv"))


def test_migrations_that_begin_together_are_made_once(
    implementation: Implementation, new_database: PostgresDatabase, tmp_path: Path
):
    env = environment(tmp_path, DATABASE_URL=new_database.copy().url)
    command = [*implementation.command, *implementation.migrate]
    together = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    outputs = [process.communicate(timeout=120)[0] for process in together]
    assert [process.returncode for process in together] == [0] * 4, "\n".join(outputs)


def test_a_process_holds_no_more_connections_than_it_may(
    implementation: Implementation, demo_database: PostgresDatabase, open_browser, tmp_path: Path
):
    database = demo_database.copy()
    env = environment(tmp_path, DATABASE_URL=database.url, DATABASE_CONNECTIONS="2")
    most, stop = [0], threading.Event()

    def look() -> None:
        with psycopg.connect(database.url, autocommit=True) as session:
            while not stop.is_set():
                most[0] = max(most[0], others(session))

    with (
        serving(implementation, env, tmp_path, options=("--threads=8",)) as server,
        ThreadPoolExecutor(9) as pool,
    ):
        watching = pool.submit(look)
        statuses = list(
            pool.map(lambda _: open_browser(server.base_url).get("/books/").status_code, range(80))
        )
        stop.set()
        watching.result()
    assert statuses == [200] * 80
    assert 1 <= most[0] <= 2


def others(connection: psycopg.Connection) -> int:
    """The number of clients of the database beside this one."""
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> "
        "pg_backend_pid()"
    ).fetchone()
    return row[0] if row else 0
