"""The export of both implementations: through Celery, and through their own queue when its worker
is killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from experiments.queues.bench import Bench
from experiments.queues.brokers import Brokers
from experiments.queues.subjects import Subject
from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.servers import serving, working

MANY = 10_000  # books, so that a worker can be killed in the middle
LEASE = 2


@dataclass(frozen=True)
class Site:
    """One implementation with separate export workers; ``editor`` is signed in."""

    side: str
    env: dict[str, str]
    folder: Path
    editor: Browser

    def request_export(self) -> str:
        return request_export(self.editor).headers["Location"]

    def books(self, path: str) -> int:
        return len(rows(self.editor.get(f"{path}books.csv")))


@contextmanager
def site(side: str, brokers: Brokers) -> Iterator[Site]:
    folder = brokers.folder / uuid4().hex
    folder.mkdir()
    env = environment(folder, BROKER_URL=brokers.empty_valkey(), EXPORT_LEASE=str(LEASE))
    prepare(
        IMPLEMENTATIONS[side],
        env,
        IMPLEMENTATIONS[side].migrate,
        (*demo(PASSWORD), "--synthetic", str(MANY)),
    )
    with serving(IMPLEMENTATIONS[side], env, folder) as server:
        editor = Browser(server.base_url)
        assert editor.sign_in("editor", PASSWORD).status_code == 302
        yield Site(side, env, folder, editor)


def exports(side: str, subject: Subject, brokers: Brokers) -> dict[str, dict]:
    """The export of one implementation through Celery, then through its own queue when a worker
    dies."""
    with site(side, brokers) as one:
        return {"celery": through_celery(subject, one, brokers), "own": after_a_kill(one)}


def through_celery(subject: Subject, one: Site, brokers: Brokers) -> dict:
    """Seconds from a message of Celery to the file; the application's own queue has no worker
    yet."""
    bench = Bench(subject, brokers.url(subject), brokers.folder, one.env)
    try:
        bench.work()
        bench.be_ready()
        path = one.request_export()
        at = time.monotonic()
        bench.queue("write", path.split("/")[2])
        state = wait(one.editor, path)
        seconds = time.monotonic() - at
    finally:
        bench.close()
    assert (state, one.books(path)) == ("done", MANY), f"{subject.name}: {state}"
    return {"seconds": seconds, "books": MANY}


def after_a_kill(one: Site) -> dict:
    """Seconds from the death of a worker in the middle of an export until the next worker has
    written it."""
    implementation = IMPLEMENTATIONS[one.side]
    with working(implementation, one.env, one.folder) as worker:
        path = one.request_export()
        assert wait(one.editor, path, "running") == "running"
        worker.kill()
    at = time.monotonic()
    with working(implementation, one.env, one.folder):
        state = wait(one.editor, path, seconds=40)
    assert (state, one.books(path)) == ("done", MANY), f"{one.side}: {state}"
    return {"again_after": time.monotonic() - at, "lease": LEASE}
