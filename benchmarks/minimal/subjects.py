"""The applications of one file, as implementations that the suite's own code can prepare and
serve."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared_tests.harness.implementations import Implementation, environment, prepare
from shared_tests.harness.servers import Server, serving

FOLDER = "benchmarks/minimal"
CATALOGUE = "shared_tests/data/catalogue.json"
DATABASE = "one-file.sqlite3"


def one_file(
    side: str, command: tuple[str, ...], load: tuple[str, ...], wsgi: str
) -> Implementation:
    """It has no commands for checking and developing; ``migrate`` makes the tables and loads the
    catalogue."""
    return Implementation(f"{side} in one file", command, load, (), (), "", wsgi, FOLDER)


ONE_FILE = {
    "flask": one_file(
        "flask",
        (sys.executable, "-m", "flask", "--app", f"{FOLDER}/flask_app.py"),
        ("load", CATALOGUE),
        "flask_app:app",
    ),
    "django": one_file(
        "django",
        (sys.executable, f"{FOLDER}/django_app.py"),
        (CATALOGUE,),
        "django_app:application",
    ),
}


def file_of(side: str) -> str:
    return f"{FOLDER}/{side}_app.py"


def settings(folder: Path) -> dict[str, str]:
    """The environment of either kind of application; its SQLite file lies in ``folder``."""
    return environment(folder, DATABASE=str(folder / DATABASE))


@contextmanager
def one_file_served(side: str, folder: Path) -> Iterator[Server]:
    """Load the catalogue into a new database and serve it until the block is left. RuntimeError
    when that fails."""
    env = settings(folder)
    prepare(ONE_FILE[side], env, ONE_FILE[side].migrate)
    with serving(ONE_FILE[side], env, folder) as server:
        yield server
