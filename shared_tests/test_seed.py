"""`seed` loads the catalogue once, makes demo users only when asked, and stores nothing of a broken file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shared_tests.databases import Database
from shared_tests.implementations import ROOT, Implementation, environment, run, serving

CATALOGUE = ROOT / "shared_tests" / "data" / "catalogue.json"
BROKEN = {
    "not there": None,
    "not JSON": "{",
    "another shape": '{"books": 5}',
    "an unknown author": json.dumps(
        {"authors": [], "books": [{"title": "T", "slug": "t", "author": "x", "year": 1, "isbn": None, "summary": ""}]}
    ),
}


@pytest.fixture
def env(empty_database: Database, tmp_path: Path) -> dict[str, str]:
    """A database of this case's own, up to date and empty."""
    return environment(tmp_path, DATABASE_URL=empty_database.copy().url)


def test_it_loads_the_catalogue_and_says_so(implementation: Implementation, env: dict[str, str]):
    done = run(implementation, "seed", env=env)
    assert done.returncode == 0
    assert str(len(json.loads(CATALOGUE.read_text(encoding="utf-8"))["books"])) in done.stdout


def test_a_second_time_adds_nothing(implementation: Implementation, env: dict[str, str]):
    run(implementation, "seed", env=env)
    done = run(implementation, "seed", env=env)
    assert (done.returncode, re.findall(r"\b0 books", done.stdout)) == (0, ["0 books"])


@pytest.mark.parametrize("contents", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_in_one_line(implementation: Implementation, env: dict[str, str], tmp_path, contents):
    file = tmp_path / "broken.json"
    if contents is not None:
        file.write_text(contents)
    done = run(implementation, "seed", str(file), env=env)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert str(file) in line


def test_users_are_made_only_when_asked_for(implementation: Implementation, env, open_browser, tmp_path: Path):
    run(implementation, "seed", env=env)
    with serving(implementation, env, tmp_path) as server:
        assert open_browser(server.base_url).sign_in("manager", "manager").status_code == 401


def test_demo_passwords_are_made_up_and_printed_once(implementation: Implementation, env, open_browser, tmp_path: Path):
    printed = run(implementation, "seed", "--demo", env=env).stdout
    passwords = dict(re.findall(r"^(reader|viewer|editor|manager) +(\S+)$", printed, re.MULTILINE))
    assert len(set(passwords.values())) == 4
    assert not set(passwords.values()) & set(run(implementation, "seed", "--demo", env=env).stdout.split())
    with serving(implementation, env, tmp_path) as server:
        assert open_browser(server.base_url).sign_in("manager", passwords["manager"]).status_code == 302


def test_a_weak_demo_password_is_refused(implementation: Implementation, env: dict[str, str]):
    done = run(implementation, "seed", "--demo", "--password", "password123", env=env)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_made_up_books_fill_the_catalogue_for_measuring(
    implementation: Implementation, env, open_browser, tmp_path: Path
):
    assert run(implementation, "seed", "--synthetic", "1200", env=env).returncode == 0
    with serving(implementation, env, tmp_path) as server:
        page = open_browser(server.base_url).get("/books/", page=50)
    assert (page.status_code, "more than 1,000 books" in page.text, 'rel="next"' in page.text) == (200, True, False)
