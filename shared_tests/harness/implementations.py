"""How each implementation is prepared and started: the one place that knows its commands."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile

from shared_tests.harness import child_processes
from shared_tests.harness.forks import launcher

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret for tests alone, forty characters long"
PASSWORD = "quiet-otter-sings-42"  # of the demo users, likewise
# What a shell or another project has set for programs that we start too. PYTHONPATH stays: it is
# our caller's as well.
FOREIGN = ("BOOKSHELF_", "DJANGO_", "FLASK_", "GUNICORN_", "WEB_CONCURRENCY", "PG", "PYTHON")


@dataclass(frozen=True)
class Implementation:
    """The commands of one implementation; each runs in the folder ``ROOT``."""

    name: str
    command: tuple[str, ...]
    """What stands before a subcommand such as ``seed``."""
    migrate: tuple[str, ...]
    check: tuple[str, ...]
    """The subcommand that says whether the configuration is safe to serve."""
    develop: tuple[str, ...]
    """The development server's subcommand with debug on; a port is appended by ``port_option``."""
    port_option: str
    """How the development server is told its port, with ``{port}`` in it."""
    wsgi: str
    chdir: str = "."
    """The folder from which gunicorn imports ``wsgi``."""
    work: tuple[str, ...] = ()
    """The subcommand that works off the exports, where there are any."""
    sessions: tuple[str, str, str] = ("", "", "")
    """The subcommand that deletes the sessions that have ended, their table, and the column that
    tells their age."""
    users: tuple[str, str] = ("", "")
    """The table of the users, and its column of hashes."""
    weak_hash: Callable[[bytes], str] = str
    """How it would write down, with the salt ``salt``, a hash of 1,000 rounds of PBKDF2 with
    SHA-256."""
    first_manager: tuple[str, ...] = ()
    """The subcommand that makes a manager; the name comes last."""
    manager_password: str = ""
    """The variable from which it takes the password, rather than ask for it."""
    libraries: tuple[str, ...] = ()
    """Modules of others that each of its programs imports, for the suite to have them imported
    once."""
    python: str = sys.executable
    """The interpreter that serves it."""

    def run_by(self, python: str) -> Implementation:
        """The same in another environment: its commands, and what serves it."""
        return replace(self, command=(python, *self.command[1:]), python=python)


FLASK = Implementation(
    name="flask",
    command=(sys.executable, "-m", "flask", "--app", "flask_impl"),
    migrate=("db", "upgrade"),
    check=("doctor",),
    develop=("run", "--debug"),
    port_option="--port={port}",
    wsgi="flask_impl.wsgi:app",
    work=("work",),
    sessions=("clear-sessions", "sign_ins", "seen_at"),
    users=("users", "password_hash"),
    weak_hash=lambda made: f"pbkdf2:sha256:1000$salt${made.hex()}",
    first_manager=("create-manager",),
    manager_password="BOOKSHELF_MANAGER_PASSWORD",
    libraries=(
        "flask_migrate",
        "flask_sqlalchemy",
        "flask_admin.contrib.sqla",
        "flask_limiter",
        "flask_wtf",
        "pydantic",
    ),
)
DJANGO = Implementation(
    name="django",
    command=(sys.executable, "django_impl/manage.py"),
    migrate=("migrate",),
    check=("check", "--deploy", "--fail-level", "WARNING"),
    develop=("runserver",),
    port_option="127.0.0.1:{port}",
    wsgi="config.wsgi:application",
    chdir="django_impl",
    work=("work",),
    sessions=("clearsessions", "django_session", "expire_date"),
    users=("accounts_user", "password"),
    weak_hash=lambda made: f"pbkdf2_sha256$1000$salt${b64encode(made).decode()}",
    first_manager=("createsuperuser", "--noinput", "--username"),
    manager_password="DJANGO_SUPERUSER_PASSWORD",
    libraries=(
        "django.core.management.commands.check",
        "django.db.models",
        "django.forms",
        "django.test",
        "limits",
    ),
)
IMPLEMENTATIONS = {one.name: one for one in (FLASK, DJANGO)}


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The caller's environment with a secret, a SQLite file in ``folder``, and ``settings`` as
    BOOKSHELF_ variables.

    A setting is named without its prefix and replaces ours; an empty one is left out, and so is
    what is ``FOREIGN``.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "PYTHONPATH" or not name.startswith(FOREIGN)
    }
    own = {
        "SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{folder / 'bookshelf.sqlite3'}",
    } | settings
    python = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}  # what they write is read here
    return kept | python | {f"BOOKSHELF_{name}": value for name, value in own.items() if value}


def quick_environment(folder: Path, **settings: str) -> dict[str, str]:
    """The same with passwords that are hashed in no time, as a suite that signs in hundreds of
    users wants them."""
    return environment(folder, **{"PASSWORD_ROUNDS": "10000"} | settings)


def run(
    implementation: Implementation, *arguments: str, env: Mapping[str, str], timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a subcommand to its end; output and exit code are the caller's to judge."""
    command = [*implementation.command, *arguments]
    with TemporaryFile() as out, TemporaryFile() as err:
        launch = launcher(command, env)
        done = child_processes.run(
            command, launch=launch, cwd=ROOT, env=env, timeout=timeout, stdout=out, stderr=err
        )
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(
            command, done.returncode, out.read().decode(), err.read().decode()
        )


def prepare(
    implementation: Implementation, env: Mapping[str, str], *subcommands: tuple[str, ...]
) -> None:
    """Run subcommands that must succeed. Raises RuntimeError with the output of the one that did
    not."""
    for arguments in subcommands:
        done = run(implementation, *arguments, env=env, timeout=300)
        if done.returncode:
            message = f"{implementation.name} {' '.join(arguments)} ended with {done.returncode}"
            raise RuntimeError(f"{message}:\n{done.stdout}{done.stderr}")


def demo(password: str) -> tuple[str, ...]:
    """The subcommand that loads the catalogue with one user of each role."""
    return ("seed", "--demo", "--password", password)
