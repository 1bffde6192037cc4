"""The server under test, visitors and signed-in users, books that clean up after themselves."""

from __future__ import annotations

import functools
import importlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared_tests.admin_driver import AdminDriver
from shared_tests.browser import Browser
from shared_tests.implementations import (
    DATABASE,
    IMPLEMENTATIONS,
    PASSWORD,
    Implementation,
    Server,
    demo,
    environment,
    prepare,
    serving,
)
from shared_tests.reporting import SERVER, WATCHED, Results, pytest_runtest_makereport

ADMIN_DRIVERS = {"flask": "shared_tests.admin_flask:FlaskAdmin", "django": "shared_tests.admin_django:DjangoAdmin"}

__all__ = ["pytest_runtest_makereport"]  # a hook is one by being here


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bookshelf", "what is tested")
    group.addoption("--implementation", choices=sorted(IMPLEMENTATIONS), help="prepare and start this one")
    group.addoption("--base-url", help="test the server at this URL instead of starting one")
    group.addoption("--password", help=f"of the demo users at --base-url (default: {PASSWORD})", default=PASSWORD)
    group.addoption("--admin-driver", help="module:Class that drives the admin at --base-url")
    group.addoption("--results", type=Path, help="write what became of each case to this JSON file")


def pytest_configure(config: pytest.Config) -> None:
    if not (config.getoption("--implementation") or config.getoption("--base-url")):
        raise pytest.UsageError("say what to test: --implementation=flask, --implementation=django or --base-url=URL")
    file = config.getoption("--results")
    if file and not hasattr(config, "workerinput"):  # the workers of xdist report to this process
        config.pluginmanager.register(Results(file))


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Where the application under test answers; it is started for this when no --base-url is given."""
    given = request.config.getoption("--base-url")
    return given.rstrip("/") if given else request.getfixturevalue("server").base_url


@pytest.fixture(scope="session")
def implementation(request: pytest.FixtureRequest) -> Implementation:
    """The implementation whose processes and commands a case controls; skips at --base-url."""
    if request.config.getoption("--base-url"):
        pytest.skip("needs control of the process: not with --base-url")
    return IMPLEMENTATIONS[request.config.getoption("--implementation")]


@pytest.fixture(scope="session")
def empty_database(implementation: Implementation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with tables and nothing in them; for copying."""
    folder = tmp_path_factory.mktemp("empty")
    prepare(implementation, environment(folder), implementation.migrate)
    return folder / DATABASE


@pytest.fixture(scope="session")
def demo_database(
    implementation: Implementation, empty_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A database file with the catalogue and one user of each role; for copying."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(empty_database, folder)
    prepare(implementation, environment(folder), demo(PASSWORD))
    return folder / DATABASE


@pytest.fixture(scope="session")
def server(
    implementation: Implementation,
    demo_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Server]:
    """A gunicorn with the demo catalogue, for the whole run."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(demo_database, folder)
    with serving(implementation, environment(folder, FAULT_ROUTES="1"), folder) as server:
        request.config.stash[SERVER] = server
        yield server


@pytest.fixture(scope="session")
def open_browser(base_url: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Browser]]:
    """Open any number of browsers, each with cookies of its own, at the server or at another URL."""
    opened: list[Browser] = []
    watched = request.config.stash.setdefault(WATCHED, [])

    def open_one(url: str = base_url) -> Browser:
        opened.append(Browser(url, watch=watched.append))
        return opened[-1]

    yield open_one
    for browser in opened:
        browser.close()


@pytest.fixture
def visitor(open_browser: Callable[..., Browser]) -> Browser:
    """Somebody who has not signed in, with a fresh browser."""
    return open_browser()


@pytest.fixture(scope="session")
def password(request: pytest.FixtureRequest) -> str:
    """The password of the four demo users."""
    return request.config.getoption("--password")


@pytest.fixture(scope="session")
def signed_in(open_browser: Callable[..., Browser], password: str) -> Callable[[str], Browser]:
    """Open a browser of its own and sign a demo user in."""

    def sign_in(username: str) -> Browser:
        browser = open_browser()
        assert browser.sign_in(username, password).status_code == 302, f"{username} cannot sign in"
        return browser

    return sign_in


@pytest.fixture(scope="session")
def as_role(signed_in: Callable[[str], Browser]) -> Callable[[str], Browser]:
    """The demo user of a role, signed in once for the whole run; for cases that leave the session as it is."""
    return functools.cache(signed_in)


@pytest.fixture(scope="session")
def reader(as_role: Callable[[str], Browser]) -> Browser:
    return as_role("reader")


@pytest.fixture(scope="session")
def viewer(as_role: Callable[[str], Browser]) -> Browser:
    return as_role("viewer")


@pytest.fixture(scope="session")
def editor(as_role: Callable[[str], Browser]) -> Browser:
    return as_role("editor")


@pytest.fixture(scope="session")
def manager(as_role: Callable[[str], Browser]) -> Browser:
    return as_role("manager")


@pytest.fixture(scope="session")
def admin(request: pytest.FixtureRequest) -> AdminDriver:
    """The driver that knows this implementation's admin."""
    named = request.config.getoption("--admin-driver") or ADMIN_DRIVERS.get(
        request.config.getoption("--implementation") or ""
    )
    if not named:
        pytest.skip("needs an admin driver: --admin-driver=module:Class, or --implementation beside --base-url")
    module, _, name = named.partition(":")
    return getattr(importlib.import_module(module), name)()


numbers = itertools.count(1)


@pytest.fixture
def new_slug(worker_id: str) -> Callable[[], str]:
    """A slug that no other case uses."""
    return lambda: f"case-{worker_id}-{next(numbers)}"


@pytest.fixture
def new_isbn(worker_id: str) -> Callable[[], str]:
    """Thirteen digits that no other case uses."""
    worker = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 99
    return lambda: f"979{worker:02}{next(numbers):08}"


@pytest.fixture
def new_book(editor: Browser, manager: Browser, new_slug: Callable[[], str]) -> Iterator[Callable[..., dict]]:
    """Store books that differ from an ordinary one in the fields that matter to the case; removed afterwards."""
    stored: list[str] = []

    def store(**fields: object) -> dict:
        slug = new_slug()
        book = {"slug": slug, "title": f"The book {slug}", "author": "jane-austen", "year": 1813} | fields
        answer = editor.api("POST", "/api/books/", json=book)
        assert answer.status_code == 201, answer.text
        stored.append(answer.json()["slug"])
        return answer.json()

    yield store
    for slug in stored:
        manager.api("DELETE", f"/api/books/{slug}/")


@dataclass(frozen=True)
class User:
    """A user made for one case."""

    username: str
    password: str


@pytest.fixture
def new_user(admin: AdminDriver, manager: Browser, new_slug: Callable[[], str]) -> Iterator[Callable[..., User]]:
    """Make users of a role through the admin; removed afterwards."""
    made: list[User] = []

    def make(role: str = "reader") -> User:
        user = User(f"user-{new_slug()}", "violet-harbour-93-lantern")
        assert admin.add_user(manager, user.username, user.password, role).status_code == 302
        made.append(user)
        return user

    yield make
    for user in made:
        admin.delete_user(manager, user.username)
