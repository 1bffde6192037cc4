"""Every error that an operator can cause ends in one line on standard error and exit code 1,
without a traceback."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import (
    ROOT,
    Implementation,
    environment,
    prepare,
    quick_environment,
    run,
)
from shared_tests.harness.servers import working

UNREACHABLE = "postgresql://nobody:hush-hush@127.0.0.1:1/nothing"
COMMANDS: dict[str, Callable[[Implementation], tuple[str, ...]]] = {
    "database up to date": lambda one: one.migrate,
    "catalogue in": lambda one: ("seed",),
    "the first manager": lambda one: (*one.first_manager, "ada"),
    "sessions that have ended": lambda one: (one.sessions[0],),
}


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    (line,) = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    return line


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_database_that_cannot_be_reached_is_reported_in_one_line(
    implementation: Implementation,
    tmp_path: Path,
    command: Callable[[Implementation], tuple[str, ...]],
):
    env = environment(tmp_path, DATABASE_URL=UNREACHABLE) | {
        implementation.manager_password: "copper-ferry-58-lamp"
    }
    line = one_line(run(implementation, *command(implementation), env=env))
    assert re.search("connect|refused", line)
    assert "hush-hush" not in line


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_file_that_is_not_a_database_is_reported_in_one_line(
    implementation: Implementation,
    tmp_path: Path,
    command: Callable[[Implementation], tuple[str, ...]],
):
    (tmp_path / "books.db").write_text(
        "not a database, but as long as one, so it is read " * 9, encoding="utf-8"
    )
    env = environment(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'books.db'}")
    env |= {implementation.manager_password: "copper-ferry-58-lamp"}
    assert "not a database" in one_line(run(implementation, *command(implementation), env=env))
    code, lines = check(implementation, env)
    assert (code, len([line for line in lines if "not a database" in line])) == (1, 1)


@pytest.mark.parametrize("name", ["catalogue in", "the first manager", "sessions that have ended"])
def test_a_database_without_tables_is_reported_in_one_line(
    implementation: Implementation, new_database: Database, tmp_path: Path, name: str
):
    env = environment(tmp_path, DATABASE_URL=new_database.copy().url)
    env |= {implementation.manager_password: "copper-ferry-58-lamp"}
    line = one_line(run(implementation, *COMMANDS[name](implementation), env=env))
    assert f"{' '.join(implementation.migrate)} first" in line.replace("`", "")


def test_a_database_that_is_locked_is_reported_in_one_line(
    implementation: Implementation, tmp_path: Path
):
    env, file = quick_environment(tmp_path), tmp_path / "bookshelf.sqlite3"
    prepare(implementation, env, implementation.migrate)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "locked" in one_line(run(implementation, "seed", env=env))
        assert not any("JSON" in line for line in check(implementation, env)[1])


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["at the end", "at once"])
def test_no_user_is_stored_whose_password_could_not_be_printed(
    implementation: Implementation, new_database: Database, tmp_path: Path, unbuffered: str
):
    env = quick_environment(tmp_path, DATABASE_URL=new_database.copy().url)
    prepare(implementation, env, implementation.migrate)
    env |= {"PYTHONUNBUFFERED": unbuffered}
    command = [*implementation.command, "seed", "--demo"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        streams = {"stdout": full, "stderr": subprocess.PIPE}
        done = subprocess.run(command, cwd=ROOT, env=env, encoding="utf-8", **streams)  # type: ignore[call-overload]
    (line,) = done.stderr.strip().splitlines()
    assert (done.returncode, "No space left" in line) == (1, True)
    again = run(implementation, "seed", "--demo", env=env)
    assert [name.split()[0] for name in again.stdout.splitlines()[1:]] == [
        *("reader", "viewer", "editor", "manager")
    ]


def test_a_worker_logs_one_line_per_try_and_goes_on(implementation: Implementation, tmp_path: Path):
    env = environment(tmp_path, DATABASE_URL=UNREACHABLE, BROKER_URL=UNREACHABLE)
    with working(implementation, env, tmp_path) as worker:
        end = time.monotonic() + 20
        while worker.log().count("refused") < 2 and time.monotonic() < end:
            time.sleep(0.2)
        assert worker.process.poll() is None
        log = worker.log()
    assert log.count("refused") >= 2
    assert "Traceback" not in log
    assert all(
        "refused" in line for line in log.splitlines() if "ERROR" in line or "WARNING" in line
    )


def check(implementation: Implementation, env: dict[str, str]) -> tuple[int, list[str]]:
    done = run(implementation, *implementation.check, env=env)
    output = done.stdout + done.stderr
    assert "Traceback" not in output
    assert str(ROOT) not in output
    return done.returncode, output.splitlines()


def test_the_check_names_migrations_that_are_pending(
    implementation: Implementation, new_database: Database, tmp_path: Path
):
    env = environment(tmp_path, DATABASE_URL=new_database.copy().url)
    code, lines = check(implementation, env)
    assert (code, len([line for line in lines if "migrations" in line])) == (1, 1)


def test_the_check_names_a_database_that_cannot_be_reached_and_what_else_is_wrong(
    implementation: Implementation, tmp_path: Path
):
    code, lines = check(implementation, environment(tmp_path, DATABASE_URL=UNREACHABLE, TLS="0"))
    assert (code, len([line for line in lines if re.search("connection|refused", line)])) == (1, 1)
    assert any("BOOKSHELF_TLS" in line for line in lines)


def test_the_check_is_content_with_a_database_that_is_up_to_date(
    implementation: Implementation, empty_database: Database, tmp_path: Path
):
    _, lines = check(implementation, environment(tmp_path, DATABASE_URL=empty_database.copy().url))
    assert not [line for line in lines if "migrations" in line]
