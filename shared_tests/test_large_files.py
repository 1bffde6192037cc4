"""A file of many books is the same from every process that writes it, and no process holds all of
it in memory."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.exports import request_export, wait
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    prepare,
    quick_environment,
)
from shared_tests.harness.servers import Server, serving
from shared_tests.test_csv import COLUMNS, of_contract

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        sys.platform != "linux", reason="needs /proc to read the memory of a process"
    ),
]

MANY = 40_000  # books
MEGABYTE = 2**20
GROWTH = 30  # MB, of any process; all books as objects take 60


@dataclass
class Library:
    server: Server
    editor: Browser

    def processes(self) -> list[int]:
        master = self.server.process.pid
        folder = f"/proc/{master}/task/{master}"
        return [master, *map(int, Path(f"{folder}/children").read_text(encoding="ascii").split())]

    def memory(self) -> int:
        """The memory of its processes together, in bytes."""
        pages = [
            int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            for pid in self.processes()
        ]
        return sum(pages) * 4096

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """Watch the memory until the block is left. AssertionError when it grew by more than the
        limit."""
        before, most, over = self.memory(), [0], threading.Event()

        def watch() -> None:
            while not over.wait(0.01):
                most[0] = max(most[0], self.memory())

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            yield
        finally:
            over.set()
            watching.join()
        assert most[0] - before < GROWTH * MEGABYTE, (
            f"grew by {(most[0] - before) / MEGABYTE:.0f} MB"
        )


@pytest.fixture(scope="module")
def library(
    implementation: Implementation,
    demo_database: Database,
    open_browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("large")
    env = quick_environment(folder, DATABASE_URL=demo_database.copy().url)
    with serving(implementation, env, folder) as server:
        editor = open_browser(server.base_url)
        assert editor.sign_in("editor", PASSWORD).status_code == 302
        path = request_export(editor).headers[
            "Location"
        ]  # of few books, so that all code is loaded
        assert wait(editor, path) == "done"
        prepare(implementation, env, ("seed", "--synthetic", str(MANY)))
        yield Library(server, editor)


def test_both_files_hold_every_book_in_one_order_and_no_process_holds_a_file(
    library: Library, admin: AdminDriver
):
    editor = library.editor
    admin.export_csv(editor, q="emma")  # likewise
    with library.bounded():
        of_admin = of_contract(admin.export_csv(editor))
    with library.bounded():
        path = request_export(editor).headers["Location"]
        assert wait(editor, path, seconds=60) == "done"
    with library.bounded():
        file = editor.get(f"{path}books.csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(of_admin) == MANY
    assert len({row["slug"] for row in of_admin}) == MANY
    assert of_contract(file) == of_admin
    assert [*of_admin[0]] == COLUMNS
