"""The server under test, visitors and signed-in users, books that clean up after themselves."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import itertools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.workermanage import NodeManager  # type: ignore[import-untyped]

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.databases import Database, SqliteFile, postgres
from shared_tests.harness.endings import end_cleanly, heed
from shared_tests.harness.forks import fork_from_now_on
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    Implementation,
    Server,
    demo,
    environment,
    prepare,
    quick_environment,
    serving,
)
from shared_tests.harness.results import SECRETS, SERVER, WATCHED, Results, pytest_runtest_makereport
from shared_tests.harness.secrets import Secrets

if TYPE_CHECKING:
    from deploy.stack import Stack

OTHER_SECRET = "another secret than that of the first server"
ADMIN_DRIVERS = {
    "flask": "shared_tests.drivers.admin_flask:FlaskAdmin",
    "django": "shared_tests.drivers.admin_django:DjangoAdmin",
}

# Each of these folders has tools of its own, and is collected where those are installed.
TOOLS = {"fuzzing": ("schemathesis",), "chromium": ("playwright",), "difference": ("flask", "django")}
collect_ignore = [folder for folder, tools in TOOLS.items() if not all(map(importlib.util.find_spec, tools))]

__all__ = ["pytest_runtest_makereport"]  # a hook is one by being here


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bookshelf", "what is tested")
    group.addoption("--implementation", choices=sorted(IMPLEMENTATIONS), help="prepare and start this one")
    group.addoption("--base-url", help="test the server at this URL instead of starting one")
    group.addoption("--password", help=f"of the demo users at --base-url (default: {PASSWORD})", default=PASSWORD)
    group.addoption("--pages-alone", action="store_true", help="the server at --base-url claims no protections yet")
    group.addoption("--admin-driver", help="module:Class that drives the admin at --base-url")
    group.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the server stores in")
    group.addoption(
        "--production", action="store_true", help="serve as deploy/ says: nginx, TLS, two gunicorns, PostgreSQL, Valkey"
    )
    group.addoption(
        "--programs",
        choices=["wheels", "system"],
        default="wheels",
        help="where nginx, PostgreSQL and Valkey come from with --production",
    )
    group.addoption(
        "--demo-database", type=Path, help="a SQLite file with tables, catalogue and demo users, to save time"
    )
    group.addoption("--cold-starts", action="store_true", help="import all libraries anew at each start: slower")
    group.addoption("--model-steps", type=int, help="random steps of the model with a new seed, for a long run")
    group.addoption("--model-seed", type=int, help="the seed of such a run, to have it again")
    group.addoption("--results", type=Path, help="write what became of each case to this JSON file")


def pytest_configure(config: pytest.Config) -> None:
    end_cleanly()
    NodeManager.EXIT_TIMEOUT = 30  # seconds in which the workers of xdist stop what they have started
    if not (config.getoption("--implementation") or config.getoption("--base-url")):
        raise pytest.UsageError("say what to test: --implementation=flask, --implementation=django or --base-url=URL")
    if not config.getoption("--production"):
        collect_ignore.append("production")
        if config.getoption("--database") == "sqlite":
            collect_ignore.append("postgresql")
    file = config.getoption("--results")
    if file and not hasattr(config, "workerinput"):  # the workers of xdist report to this process
        config.pluginmanager.register(Results(file))


def pytest_keyboard_interrupt(excinfo: pytest.ExceptionInfo[BaseException]) -> None:
    """Let the workers of xdist begin to stop their servers: they would be told late, and killed soon after."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if excinfo.type is not KeyboardInterrupt or "PYTEST_XDIST_WORKER" in os.environ or not children.exists():
        return
    for pid in children.read_text(encoding="utf-8").split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGINT)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    heed()  # the tool that makes requests up catches what interrupts it


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
    chosen = IMPLEMENTATIONS[request.config.getoption("--implementation")]
    if hasattr(os, "fork") and not request.config.getoption("--cold-starts"):
        fork_from_now_on(("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", *chosen.libraries), environment(Path()))
    return chosen


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database without tables, of the kind that --database says; for copying."""
    if request.config.getoption("--production"):
        yield request.getfixturevalue("stack").database.create()
    elif request.config.getoption("--database") == "sqlite":
        file = tmp_path_factory.mktemp("databases") / "new.sqlite3"
        file.touch()
        yield SqliteFile(file)
    else:
        with postgres() as database:
            yield database


@pytest.fixture(scope="session")
def empty_database(
    implementation: Implementation, new_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Database:
    """A database with tables and nothing in them; for copying."""
    database = new_database.copy()
    env = quick_environment(tmp_path_factory.mktemp("empty"), DATABASE_URL=database.url)
    prepare(implementation, env, implementation.migrate)
    return database


@pytest.fixture(scope="session")
def demo_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database with the catalogue and one user of each role; for copying."""
    if given := request.config.getoption("--demo-database"):
        return SqliteFile(given)
    database: Database = request.getfixturevalue("empty_database").copy()
    env = quick_environment(tmp_path_factory.mktemp("demo"), DATABASE_URL=database.url)
    prepare(request.getfixturevalue("implementation"), env, demo(PASSWORD))
    return database


@pytest.fixture(scope="session")
def stack(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Stack]:
    """All that serves in production, with the demo catalogue, for the whole run."""
    from deploy.stack import production  # here, for who tests another server has no need of it

    system = request.config.getoption("--programs") == "system"
    folder = tmp_path_factory.mktemp("production")
    with production(implementation, folder, fault_routes=True, system=system) as stack:
        request.config.stash[SERVER] = stack
        yield stack


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> Database:
    """The database of the server."""
    if request.config.getoption("--production"):
        return request.getfixturevalue("stack").database
    return request.getfixturevalue("demo_database").copy()


@pytest.fixture(scope="session")
def server(
    implementation: Implementation,
    database: Database,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Server | Stack]:
    """What serves the demo catalogue for the whole run: a gunicorn, or with --production all that is before it too.

    At the end its log is searched for all that the browsers of the run have kept secret.
    """
    secrets = request.config.stash.setdefault(SECRETS, Secrets())
    if request.config.getoption("--production"):
        stack = request.getfixturevalue("stack")
        yield stack
        assert [secrets.told(program.log()) for program in stack.programs] == [[]] * len(stack.programs)
        return
    folder = tmp_path_factory.mktemp("server")
    env = quick_environment(folder, DATABASE_URL=database.url, FAULT_ROUTES="1")
    with serving(implementation, env, folder) as server:
        request.config.stash[SERVER] = server
        yield server
        assert secrets.told(server.log()) == []


@dataclass(frozen=True)
class Spare:
    """A second server, for cases that need a database to themselves: each takes first what it wants to find there."""

    base_url: str
    database: Database
    env: dict[str, str]
    """What its commands are run with."""


@pytest.fixture(scope="session")
def spare(
    implementation: Implementation, demo_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Spare]:
    """Started once, for a start is dear: so it has all the settings that a case wants and no other notices.

    It has a secret of its own, any host is its own, and two proxies stand before it.
    """
    folder, database = tmp_path_factory.mktemp("spare"), demo_database.copy()
    settings = {"SECRET_KEY": OTHER_SECRET, "ALLOWED_HOSTS": "*", "TRUSTED_PROXIES": "2"}
    env = quick_environment(folder, DATABASE_URL=database.url, **settings)
    with serving(implementation, env, folder) as server:
        yield Spare(server.base_url, database, env)


@pytest.fixture(scope="session")
def open_browser(base_url: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Browser]]:
    """Open any number of browsers, each with cookies of its own, at the server or at another URL."""
    opened: list[Browser] = []
    watched = request.config.stash.setdefault(WATCHED, [])
    secrets = request.config.stash.setdefault(SECRETS, Secrets())
    production = request.config.getoption("--production")
    trusted = {"trust": request.getfixturevalue("stack").trust} if production else {}
    trusted |= {"pages_alone": True} if request.config.getoption("--pages-alone") else {}

    def watch(response: Response) -> None:
        watched.append(response)
        secrets.note(response)

    def open_one(url: str = base_url, **options: Any) -> Browser:
        if url == base_url:
            options = trusted | options
        opened.append(Browser(url, watch=watch, **options))
        return opened[-1]

    yield open_one
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def behind_nginx(open_browser: Callable[..., Browser]) -> bool:
    """Whether a front server answers, which refuses some things before the application sees them."""
    return open_browser().get("/healthz").headers["Server"] == "nginx"


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


@pytest.fixture
def stored(visitor: Browser) -> Callable[[str], dict]:
    """What the API tells of a book."""
    return lambda slug: visitor.get(f"/api/books/{slug}/").json()


@pytest.fixture
def new_author(admin: AdminDriver, manager: Browser, new_slug: Callable[[], str]) -> Iterator[Callable[..., str]]:
    """Store an author of this name through the admin, and tell the slug; removed afterwards."""
    stored: list[str] = []

    def store(name: str, slug: str = "") -> str:
        stored.append(slug or new_slug())
        assert admin.add_author(manager, name, stored[-1]).status_code == 302
        return stored[-1]

    yield store
    for slug in stored:
        admin.delete_author(manager, slug)


@dataclass(frozen=True)
class User:
    """A user made for the cases."""

    username: str
    password: str = "violet-harbour-93-lantern"


@pytest.fixture
def new_user(admin: AdminDriver, manager: Browser, new_slug: Callable[[], str]) -> Iterator[Callable[..., User]]:
    """Make users of a role through the admin; removed afterwards."""
    made: list[User] = []

    def make(role: str = "reader") -> User:
        user = User(f"user-{new_slug()}")
        assert admin.add_user(manager, user.username, user.password, role).status_code == 302
        made.append(user)
        return user

    yield make
    for user in made:
        admin.delete_user(manager, user.username)


@dataclass(frozen=True)
class Colleague:
    """Another user of a role than the demo user, and the browser in which that one has signed in."""

    username: str
    password: str
    browser: Browser


@pytest.fixture(scope="session")
def another(
    admin: AdminDriver, manager: Browser, open_browser: Callable[..., Browser], worker_id: str
) -> Iterator[Callable[[str], Colleague]]:
    """A second user of a role, made and signed in once for the whole run."""
    made: list[User] = []

    @functools.cache
    def make(role: str) -> Colleague:
        user, browser = User(f"another-{role}-{worker_id}"), open_browser()
        assert admin.add_user(manager, user.username, user.password, role).status_code == 302
        made.append(user)
        assert browser.sign_in(user.username, user.password).status_code == 302
        return Colleague(user.username, user.password, browser)

    yield make
    for user in made:
        admin.delete_user(manager, user.username)
