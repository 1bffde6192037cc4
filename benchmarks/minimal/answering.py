"""The server of an application: time to its first response, and memory for each worker."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.memory import proportional
from benchmarks.minimal.subjects import CATALOGUE, KINDS, one_file, settings
from shared_tests.harness.browser import Browser, Response, html
from shared_tests.harness.implementations import IMPLEMENTATIONS, Implementation, prepare
from shared_tests.harness.servers import Server, serving

REQUESTS, CLIENTS, WORKERS = 200, 4, 2
PATHS = ("/books/", "/books/?page=2", "/books/pride-and-prejudice/", "/no-such-page/")
STATUS = {"/no-such-page/": 404}


@dataclass(frozen=True)
class Subject:
    """An application with the catalogue in its database; ``folder`` contains that, and the logs."""

    implementation: Implementation
    env: dict[str, str]
    folder: Path


def subject(step: str, side: str, folder: Path) -> Subject:
    """Make the database of an application and load the catalogue. RuntimeError when that fails."""
    folder.mkdir()
    env = settings(folder)
    parity = step not in KINDS
    implementation = IMPLEMENTATIONS[side] if parity else one_file(step, side)
    prepare(implementation, env, implementation.migrate, *([("seed", CATALOGUE)] if parity else []))
    return Subject(implementation, env, folder)


def check(page: Response, path: str) -> None:
    """Raise SystemExit for an unexpected response."""
    books = len(html(page).cssselect("ol.books li"))
    wanted = 20 if page.request.url.path == "/books/" else 0
    if (page.status_code, books) != (STATUS.get(path, 200), wanted):
        raise SystemExit(
            f"{page.url} responds {page.status_code} with {books} books, so nothing is measured"
        )


def first_response(one: Subject) -> float:
    """Seconds from the start of gunicorn with one worker to the responses of /healthz and then the
    catalogue."""
    begun = time.perf_counter()
    with serving(one.implementation, one.env, one.folder) as server:
        browser = Browser(server.base_url, pages_alone=True)
        page = browser.get("/books/")
        seconds = time.perf_counter() - begun
        check(page, "/books/")
        browser.close()
    return seconds


def memory(one: Subject, requests: int, *, preload: bool) -> dict:
    """Megabytes (Pss) of each of two workers, and of them with their master, after these requests
    to both together."""
    options = (f"--workers={WORKERS}", *(["--preload"] if preload else []))
    with serving(one.implementation, one.env, one.folder, options=options) as server:
        visit(server, requests)
        master = server.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8").split()
        if len(workers) != WORKERS:
            raise SystemExit(
                f"{one.implementation.name} has {len(workers)} workers instead of {WORKERS}"
            )
        megabytes = [proportional(pid) * 1024 / 1e6 for pid in workers]
        return {
            "workers": megabytes,
            "total": sum(megabytes) + proportional(str(master)) * 1024 / 1e6,
        }


def visit(server: Server, requests: int = REQUESTS) -> None:
    """Send the requests, some at a time, so that both workers get some."""
    browser = Browser(server.base_url, pages_alone=True)
    paths = [PATHS[number % len(PATHS)] for number in range(requests)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        for path, page in zip(paths, pool.map(browser.get, paths), strict=True):
            check(page, path)
    browser.close()
