"""`seed` loads the catalogue once, makes demo users only with --demo, and stores nothing of an
invalid file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from shared_tests.fixtures.servers import Spare
from shared_tests.harness.catalogue_files import BROKEN, CATALOGUE, GOOD
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment, run


@pytest.fixture
def own_database(empty_database: Database) -> Database:
    """An empty, migrated database of this case's own."""
    return empty_database.copy()


@pytest.fixture
def env(own_database: Database, tmp_path: Path) -> dict[str, str]:
    return quick_environment(tmp_path, DATABASE_URL=own_database.url)


@pytest.fixture(scope="module")
def seeded(
    implementation: Implementation,
    empty_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[CompletedProcess[str], Database]:
    """The output of `seed` on an empty database, and the database after it; read only."""
    database = empty_database.copy()
    env = quick_environment(tmp_path_factory.mktemp("seeded"), DATABASE_URL=database.url)
    return run(implementation, "seed", env=env), database


@pytest.fixture
def served(spare: Spare, empty_database: Database) -> Spare:
    """A server with an empty, migrated database."""
    spare.database.take(empty_database)
    return spare


def test_it_loads_the_catalogue_and_says_so(seeded: tuple[CompletedProcess[str], Database]):
    done, _ = seeded
    assert done.returncode == 0
    assert str(len(json.loads(CATALOGUE.read_text(encoding="utf-8"))["books"])) in done.stdout


def test_a_second_time_adds_nothing(
    implementation: Implementation, seeded: tuple[CompletedProcess[str], Database], tmp_path: Path
):
    _, database = seeded
    env = quick_environment(tmp_path, DATABASE_URL=database.copy().url)
    done = run(implementation, "seed", env=env)
    assert (done.returncode, re.findall(r"\b0 books", done.stdout)) == (0, ["0 books"])


@pytest.mark.parametrize("contents", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_in_one_line_and_nothing_of_it_is_stored(
    implementation: Implementation,
    own_database: Database,
    env: dict[str, str],
    tmp_path: Path,
    contents: str | None,
):
    file = tmp_path / "broken.json"
    if contents is not None:
        file.write_text(contents, encoding="utf-8")
    before = own_database.rows()
    done = run(implementation, "seed", str(file), env=env)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert str(file) in line
    assert own_database.rows() == before


def test_a_file_is_stored_as_it_was_meant(
    implementation: Implementation, served: Spare, open_browser, tmp_path: Path
):
    file = tmp_path / "own.json"
    longest = {"title": "x" * 200, "slug": "s" * 200, "isbn": None, "year": -3000}
    books = [
        GOOD | {"title": "\u3000Große\r\nDinge ", "summary": " a\r\n\rb\n"},
        GOOD | longest | {"summary": "x\r\n" * 1000},
    ]
    authors = [{"name": " Émile\u00a0", "slug": "somebody"}]
    file.write_text(json.dumps({"authors": authors, "books": books}), encoding="utf-8")
    done = run(implementation, "seed", str(file), env=served.env)
    assert (done.returncode, done.stderr, "1 authors and 2 books added" in done.stdout) == (
        0,
        "",
        True,
    )
    browser = open_browser(served.base_url)
    first, second = browser.get("/api/books/", q="EMILE").json()["results"]
    assert browser.get("/api/books/", q="GROSSE").json()["results"] == [first]
    assert (first["title"], first["summary"]) == ("Große\nDinge", " a\n\nb\n")
    assert (first["isbn"], first["author"]) == (GOOD["isbn"], {"name": "Émile", "slug": "somebody"})
    assert (first["year"], first["available"], first["version"]) == (1, True, 1)
    assert (second["title"], second["slug"], second["year"]) == ("x" * 200, "s" * 200, -3000)
    assert second["summary"] == "x\n" * 1000


def test_a_book_of_a_file_may_have_and_lack_what_one_of_the_api_may(
    implementation: Implementation, served: Spare, open_browser, tmp_path: Path
):
    file, least = tmp_path / "own.json", ("title", "slug", "author", "year")
    books = [
        {name: GOOD[name] for name in least},
        GOOD | {"slug": "lent", "available": False},
    ]
    authors = [{"name": "Somebody", "slug": "somebody"}]
    file.write_text(json.dumps({"authors": authors, "books": books}), encoding="utf-8")
    done = run(implementation, "seed", str(file), env=served.env)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = open_browser(served.base_url).get("/api/books/").json()["results"]
    assert (first["isbn"], first["summary"], first["available"]) == (None, "", True)
    assert (second["isbn"], second["available"]) == (GOOD["isbn"], False)


def test_demo_users_are_made_only_with_the_option(seeded: tuple[CompletedProcess[str], Database]):
    _, database = seeded
    tables = database.rows("user")
    assert tables
    assert not any(tables.values())


def test_demo_passwords_are_made_up_and_printed_once(
    implementation: Implementation, served: Spare, open_browser
):
    printed = run(implementation, "seed", "--demo", env=served.env).stdout
    passwords = dict(re.findall(r"^(reader|viewer|editor|manager) +(\S+)$", printed, re.MULTILINE))
    assert len(set(passwords.values())) == 4
    assert not set(passwords.values()) & set(
        run(implementation, "seed", "--demo", env=served.env).stdout.split()
    )
    assert open_browser(served.base_url).sign_in("manager", passwords["manager"]).status_code == 302


@pytest.mark.parametrize(
    "there", ["empty_database", "demo_database"], ids=["no users yet", "users already"]
)
def test_a_weak_demo_password_is_refused_and_nothing_is_done(
    implementation: Implementation, request: pytest.FixtureRequest, tmp_path: Path, there: str
):
    database: Database = request.getfixturevalue(there).copy()
    env, before = quick_environment(tmp_path, DATABASE_URL=database.url), database.rows()
    done = run(implementation, "seed", "--demo", "--password", "password123", env=env)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    assert "--password" in done.stderr
    assert database.rows() == before


@pytest.mark.parametrize("amount", ["-1", "many"])
def test_an_invalid_number_of_books_is_refused(
    implementation: Implementation, env: dict[str, str], amount: str
):
    done = run(implementation, "seed", f"--synthetic={amount}", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--synthetic" in done.stderr
    assert "Traceback" not in done.stderr


def test_made_up_books_fill_the_catalogue_for_measuring(
    implementation: Implementation, served: Spare, open_browser
):
    assert run(implementation, "seed", "--synthetic", "1200", env=served.env).returncode == 0
    browser = open_browser(served.base_url)
    page = browser.get("/books/", page=50)
    assert browser.get("/books/", page=51).status_code == 404
    assert (page.status_code, "more than 1,000 books" in page.text, 'rel="next"' in page.text) == (
        200,
        True,
        False,
    )
    (stored,) = (
        rows
        for name, rows in served.database.rows("book").items()
        if name in ("books", "books_book")
    )
    assert len(stored) == 1200
    made_up = browser.get("/api/books/", q="MADE-UP BOOK").json()["results"]
    assert len(made_up) == 20
    assert all(
        re.fullmatch("[a-z0-9-]+", slug)
        for book in made_up
        for slug in (book["slug"], book["author"]["slug"])
    )
    assert browser.get("/api/books/", q="made-up author").json()["results"]
