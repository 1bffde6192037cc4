"""The memory of a set-up's processes after all its features were used: pages, a sign-in, and
exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from benchmarks.common.memory import proportional
from benchmarks.minimal.answering import WORKERS, Subject, visit
from shared_tests.drivers.exports import request_export, wait
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import PASSWORD
from shared_tests.harness.servers import Process, Server, serving, working

EXPORTS = 6  # enough for both workers to get some


@contextmanager
def used(one: Subject) -> Iterator[tuple[Server, Process | None]]:
    """The server, and the export worker if it is a separate process."""
    apart = "BOOKSHELF_BROKER_URL" in one.env
    of_exports = working(one.implementation, one.env, one.folder) if apart else nullcontext()
    options = (f"--workers={WORKERS}",)
    with (
        serving(one.implementation, one.env, one.folder, options=options) as server,
        of_exports as worker,
    ):
        visit(server)
        export(server)
        yield server, worker


def export(server: Server) -> None:
    """Export the whole catalogue several times. Raises RuntimeError on a failure."""
    editor = Browser(server.base_url)
    editor.sign_in("editor", PASSWORD)
    for _ in range(EXPORTS):
        asked = request_export(editor)
        if asked.status_code != 202 or wait(editor, asked.headers["Location"]) != "done":
            raise RuntimeError(f"no export, {asked.status_code}:\n{server.log()[-2000:]}")
    editor.close()


def memory(one: Subject) -> tuple[list[float], list[float]]:
    """Megabytes (Pss) of each of two gunicorn workers, and of the export worker, unless it is a
    thread of these."""
    with used(one) as (server, worker):
        master = server.process.pid
        listed = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8")
        found = [megabytes(pid) for pid in listed.split()]
        return found, [megabytes(str(worker.process.pid))] if worker else []


def megabytes(pid: str) -> float:
    return proportional(pid) * 1024 / 1e6
