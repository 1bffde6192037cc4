"""A site whose pages are live: a gunicorn for the pages, a process for the streams, Valkey between
them, and nginx before both."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.processes import Program
from deploy.programs import shared_folder
from experiments.changes.live.listening import Listener
from experiments.changes.live.serving import streams
from experiments.changes.swap_sessions.redis import running
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import serving

KEEPALIVE = 1  # second, so that no case waits for 15
PLACES = 30


@dataclasses.dataclass(frozen=True)
class Site:
    """The processes that serve, and what both need."""

    implementation: Implementation
    folder: Path
    env: dict[str, str]
    pages: str
    """The base URL of the process for pages, which holds no stream."""
    valkey: Program
    streams: Program
    socket: Path

    @contextmanager
    def another(self, **settings: str) -> Iterator[tuple[Program, Path]]:
        """One more process for streams, which a case may end."""
        with shared_folder() as folder:
            path = folder / "streams.sock"
            env = self.env | {f"BOOKSHELF_{name}": value for name, value in settings.items()}
            program = streams(self.implementation, env, path, folder)
            try:
                program.start()
                yield program, path
            finally:
                program.stop()


@pytest.fixture(scope="session")
def site(
    implementation: Implementation,
    demo_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("live")
    with running(folder) as (valkey, url), shared_folder() as sockets:
        settings = {
            "DATABASE_URL": demo_database.copy().url,
            "REDIS_URL": url,
            "STREAM_KEEPALIVE": str(KEEPALIVE),
        }
        env, path = quick_environment(folder, **settings), sockets / "streams.sock"
        holder = streams(implementation, env | {"BOOKSHELF_STREAMS": str(PLACES)}, path, folder)
        try:
            with serving(implementation, env, folder) as pages:
                holder.start()
                yield Site(implementation, folder, env, pages.base_url, valkey, holder, path)
        finally:
            if hasattr(holder, "process"):
                holder.stop()


@pytest.fixture
def listen(site: Site) -> Iterator[Callable[..., Listener]]:
    """Listen to the events, of the process for streams or another place."""
    opened: list[Listener] = []

    def at(place: Path | str = site.socket, *, last_id: str = "", query: str = "") -> Listener:
        opened.append(Listener(place, last_id, query))
        return opened[-1]

    yield at
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def librarian(site: Site, open_browser: Callable[..., Browser], password: str) -> Browser:
    """A manager at the process for pages."""
    browser = open_browser(site.pages)
    assert browser.sign_in("manager", password).status_code == 302
    return browser


@pytest.fixture
def book(librarian: Browser, new_slug: Callable[[], str], new_isbn: Callable[[], str]) -> dict:
    """A book of that site, as the API shows it."""
    slug = new_slug()
    sent = {"slug": slug, "title": slug, "author": "jane-austen", "year": 1813, "isbn": new_isbn()}
    response = librarian.api("POST", "/api/books/", json=sent)
    assert response.status_code == 201, response.text
    return response.json()


def lend(librarian: Browser, book: dict, available: bool = False) -> None:
    path, change = f"/api/books/{book['slug']}/", {"available": available}
    response = librarian.api("PATCH", path, json=change, If_Match="*")
    assert response.status_code == 200, response.text
