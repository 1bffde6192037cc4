"""An operator makes the first manager with one command, without demo users or SQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, text
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import ROOT, Implementation, quick_environment, run
from shared_tests.harness.servers import serving

PASSWORD = "copper-lighthouse-58-ferry"
AT_A_TERMINAL = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"


@dataclass
class Installation:
    """A database with tables and no users, and the commands of its operator."""

    implementation: Implementation
    database: Database
    env: dict[str, str]

    def make(self, name: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
        env = self.env | {self.implementation.manager_password: password}
        return run(self.implementation, *self.implementation.first_manager, name, env=env)

    def users(self) -> list[tuple[object, ...]]:
        return self.database.rows()[self.implementation.users[0]]


@pytest.fixture
def installation(
    implementation: Implementation, empty_database: Database, tmp_path: Path
) -> Installation:
    database = empty_database.copy()
    return Installation(
        implementation, database, quick_environment(tmp_path, DATABASE_URL=database.url)
    )


@pytest.fixture
def site(installation: Installation, tmp_path: Path) -> Iterator[str]:
    with serving(installation.implementation, installation.env, tmp_path) as server:
        yield server.base_url


def test_from_an_empty_database_to_the_first_book(
    installation: Installation, site: str, open_browser: Callable[..., Browser], admin: AdminDriver
):
    done = installation.make("ada")
    assert (done.returncode, done.stderr) == (0, "")
    ada = open_browser(site)
    assert ada.sign_in("ada", PASSWORD).status_code == 302
    me = ada.get("/api/me/").json()
    assert (me["username"], me["roles"]) == ("ada", ["manager"])
    assert "manager" in text(ada.get("/account/"))
    assert admin.add_author(ada, "Mary Shelley", "mary-shelley").status_code == 302
    book = {"title": "Frankenstein", "slug": "frankenstein", "author": "mary-shelley", "year": 1818}
    assert admin.add(ada, **book).status_code == 302
    assert "Frankenstein" in text(open_browser(site).get("/books/"))
    assert admin.delete(ada, "frankenstein").status_code in (200, 302)
    assert ada.get("/books/frankenstein/").status_code == 404


def test_the_first_manager_is_a_manager_everywhere(
    installation: Installation, site: str, open_browser: Callable[..., Browser], admin: AdminDriver
):
    installation.make("ada")
    ada = open_browser(site)
    ada.sign_in("ada", PASSWORD)
    for refused in (
        admin.change_user(ada, "ada", active=False),
        admin.change_user(ada, "ada", role="reader"),
        admin.delete_user(ada, "ada"),
    ):
        page = ada.follow(refused) if refused.is_redirect else refused
        assert "last manager" in text(page)
    assert admin.add_user(ada, "grace", PASSWORD, "manager").status_code == 302
    assert admin.change_user(ada, "ada", role="editor").status_code == 302
    assert ada.get("/api/me/").json()["roles"] == ["editor"]


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "password123"),
        ("ada", "short"),
        ("ada-of-lovelace", "ada-of-lovelace"),
        ("two words", PASSWORD),
        ("<b>ada</b>", PASSWORD),
        ("a" * 151, PASSWORD),
        ("ﬃ" * 51, PASSWORD),
        ("a\u037a", PASSWORD),
        ("\udcff", PASSWORD),
        ("ada", f"\udcff{PASSWORD}"),
    ],
    ids=[
        "too easy",
        "too short",
        "the name itself",
        "two words",
        "markup",
        "151 letters",
        "151 letters in NFKC",
        "a space in NFKC",
        "a name that is not UTF-8",
        "a password that is not UTF-8",
    ],
)
def test_what_a_form_refuses_the_command_refuses(
    installation: Installation, name: str, password: str
):
    done = installation.make(name, password)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert password not in done.stdout + done.stderr or password == name
    assert installation.users() == []


def test_without_a_password_nobody_is_made(installation: Installation):
    command = *installation.implementation.first_manager, "ada"
    assert run(installation.implementation, *command, env=installation.env).returncode == 1
    assert installation.users() == []


@pytest.mark.parametrize("again", ["ada", "ADA", " ada "])
def test_a_name_that_is_taken_is_left_alone(installation: Installation, again: str):
    assert installation.make("ada").returncode == 0
    before = installation.users()
    done = installation.make(again, "another-lantern-71-meadow")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert installation.users() == before


def at_a_terminal(installation: Installation, *typed: str) -> tuple[int, str]:
    """Run the command with a terminal of its own, and type a line at each password prompt."""
    implementation = installation.implementation
    command = [*implementation.command, *implementation.first_manager, "ada"]
    command = [word for word in command if word != "--noinput"]
    shown = ""
    with subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *command],
        cwd=ROOT,
        env=installation.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            assert process.stdin
            assert process.stdout
            for number, word in enumerate(typed, 1):
                while shown.lower().count("password") < number and (
                    piece := os.read(process.stdout.fileno(), 4096)
                ):
                    shown += piece.decode()
                process.stdin.write(f"{word}\n".encode())
                process.stdin.flush()
            shown += process.stdout.read().decode()
        # Such as pytest's timeout: leaving the block waits for the process
        except BaseException:
            process.kill()
            raise
    return process.returncode, shown


def test_the_password_is_prompted_for_twice_and_not_shown(installation: Installation):
    status, shown = at_a_terminal(installation, PASSWORD, PASSWORD)
    assert (status, PASSWORD in shown) == (0, False), shown
    assert len(installation.users()) == 1
