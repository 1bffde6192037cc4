"""How each implementation is prepared and started: the only place that contains its commands."""

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
PASSWORD = "quiet-otter-sings-42"  # of the demo users; for tests alone
# Variables that a shell or another project has set for programs that we start too. PYTHONPATH
# stays, because it is also meant for us.
FOREIGN = ("BOOKSHELF_", "DJANGO_", "FLASK_", "GUNICORN_", "WEB_CONCURRENCY", "PG", "PYTHON")


@dataclass(frozen=True)
class Implementation:
    """The commands of one implementation; each runs in the folder ``ROOT``."""

    name: str
    command: tuple[str, ...]
    """The words before a subcommand such as ``seed``."""
    migrate: tuple[str, ...]
    check: tuple[str, ...]
    """The subcommand that says whether the configuration is safe to serve."""
    develop: tuple[str, ...]
    """The subcommand of the development server with debug on; ``port_option`` is appended."""
    port_option: str
    """The option for the port of the development server, with ``{port}`` in it."""
    wsgi: str
    chdir: str = "."
    """The folder from which gunicorn imports ``wsgi``."""
    work: tuple[str, ...] = ()
    """The subcommand of the export worker, where there is one."""
    sessions: tuple[str, str, str] = ("", "", "")
    """The subcommand that deletes ended sessions, the table of sessions, and the column with their
    age."""
    users: tuple[str, str] = ("", "")
    """The table of users, and its column of password hashes."""
    weak_hash: Callable[[bytes], str] = str
    """How this side stores a hash of 1,000 rounds of PBKDF2 with SHA-256 and the salt ``salt``."""
    first_manager: tuple[str, ...] = ()
    """The subcommand that makes a manager; the user name comes last."""
    manager_password: str = ""
    """The variable that holds the password, so that the command does not prompt for it."""
    libraries: tuple[str, ...] = ()
    """Third-party modules that each of its programs imports; the suite imports them once."""
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

    A setting is named without its prefix and replaces a default. An empty one is left out, and so
    are variables that are ``FOREIGN``.
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
    """The same with fast password hashes, because the suite signs in hundreds of users."""
    return environment(folder, **{"PASSWORD_ROUNDS": "10000"} | settings)


def run(
    implementation: Implementation, *arguments: str, env: Mapping[str, str], timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a subcommand to its end. The caller checks output and exit code."""
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
    """Run subcommands that must succeed. Raises RuntimeError with the output of the first that
    fails."""
    for arguments in subcommands:
        done = run(implementation, *arguments, env=env, timeout=300)
        if done.returncode:
            message = f"{implementation.name} {' '.join(arguments)} ended with {done.returncode}"
            raise RuntimeError(f"{message}:\n{done.stdout}{done.stderr}")


def demo(password: str) -> tuple[str, ...]:
    """The subcommand that loads the catalogue with one user of each role."""
    return ("seed", "--demo", "--password", password)
