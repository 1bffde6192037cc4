"""The applications of one file, as implementations that the suite's harness can prepare and
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


KINDS = {"one file": "sql", "one file with an ORM": "orm"}
"""The first two steps, and the part of their file names: both sides without an ORM, then both with
one."""


def one_file(step: str, side: str) -> Implementation:
    """It has no commands for checks and development; ``migrate`` creates the tables and loads the
    catalogue."""
    file = file_of(step, side)
    module = file.removeprefix(f"{FOLDER}/").removesuffix(".py")
    command: tuple[str, ...] = (sys.executable, file)
    load: tuple[str, ...] = (CATALOGUE,)
    callable_ = "application"
    if side == "flask":
        command, load = (sys.executable, "-m", "flask", "--app", file), ("load", CATALOGUE)
        callable_ = "app"
    wsgi = f"{module}:{callable_}"
    return Implementation(f"{side} in {step}", command, load, (), (), "", wsgi, FOLDER)


def file_of(step: str, side: str) -> str:
    return f"{FOLDER}/{side}_{KINDS[step]}_app.py"


def settings(folder: Path) -> dict[str, str]:
    """The environment of either kind of application; its SQLite file is in ``folder``."""
    return environment(folder, DATABASE=str(folder / DATABASE))


@contextmanager
def one_file_served(step: str, side: str, folder: Path) -> Iterator[Server]:
    """Load the catalogue into a new database and serve it until the block is left. RuntimeError on
    a failure."""
    env, implementation = settings(folder), one_file(step, side)
    prepare(implementation, env, implementation.migrate)
    with serving(implementation, env, folder) as server:
        yield server
