"""An application with a migrated SQLite file of its own, and a way to count queries."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event, update

from flask_impl import create_app
from flask_impl.accounts.models import SignIn, User
from flask_impl.accounts.sessions import digest
from flask_impl.books.models import Author, Book
from flask_impl.core import migrating
from flask_impl.core.extensions import db
from flask_impl.core.fields import now
from flask_impl.core.roles import Role

SECRET = "a secret for tests alone, forty characters long"
TOKEN = "the token of the manager's session"


def configure(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    file = folder / "bookshelf.sqlite3"
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    monkeypatch.setenv("BOOKSHELF_SECRET_KEY", SECRET)
    monkeypatch.setenv("BOOKSHELF_DATABASE_URL", f"sqlite:///{file}")
    return file


# The same examples in every run. Sharing a fixture among them is safe: nothing is stored.
settings.register_profile(
    "bounded",
    derandomize=True,
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("bounded")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The environment of every test case; returns the path of its database, which does not exist
    yet."""
    return configure(monkeypatch, tmp_path)


@contextmanager
def application(compiled: Path) -> Iterator[Flask]:
    app = create_app()
    # One for all applications of the run
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    migrating.bind(app)  # as for a command
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for compiled templates."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def bare_app(compiled: Path) -> Iterator[Flask]:
    """An application whose database is empty."""
    with application(compiled) as app:
        yield app


@pytest.fixture(scope="session")
def stocked(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with a manager who is signed in as ``TOKEN``, as a template to copy."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        file = configure(monkeypatch, tmp_path_factory.mktemp("stocked"))
        with application(compiled) as app, app.app_context():
            flask_migrate.upgrade()
            manager = User(username="manager", password_hash="none", role=Role.manager)
            db.session.add_all([Author(name="Jane Austen", slug="jane-austen"), manager])
            db.session.flush()
            db.session.add(SignIn(token_hash=digest(TOKEN), user_id=manager.id))
            db.session.commit()
    return file


@pytest.fixture
def app(stocked: Path, environment: Path, bare_app: Flask) -> Flask:
    shutil.copyfile(stocked, environment)
    return bare_app


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    """Seen just now: otherwise, after a minute of tests, a request records the use of the session,
    which is one more query."""
    with app.app_context():
        db.session.execute(update(SignIn).values(seen_at=now()))
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = TOKEN
    return client


@pytest.fixture
def add_books(app: Flask) -> Callable[[int], None]:
    def add(number: int) -> None:
        with app.app_context():
            author = db.session.query(Author).one()
            first = db.session.query(Book).count()
            for n in range(first, first + number):
                db.session.add(Book(title=f"Book {n:05}", slug=f"book-{n}", author=author, year=n))
            db.session.commit()

    return add


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], object]:
    """``with count_queries() as statements:`` collects what is sent to the database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    return counting
