"""The subjects on one Python: both sides in each set-up, with real servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.footprint.environments import Environment, environment_of
from benchmarks.footprint.setups import VALKEY, SetUp
from benchmarks.minimal.answering import Subject
from benchmarks.minimal.loading import Load, application
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.postgresql import PostgresDatabase, postgres
from shared_tests.harness.valkey import valkey


@dataclass(frozen=True)
class Measured:
    """One side in one set-up."""

    side: str

    installed: Environment
    whole: Environment
    """With the packages of all set-ups, to detect optional imports."""
    served: Subject
    load: Load
    beside_all: Load
    """The same program in the environment of all set-ups."""


@dataclass(frozen=True)
class Services:
    """The servers beside an application."""

    database: PostgresDatabase
    redis_url: str


@contextmanager
def services() -> Iterator[Services]:
    """An empty PostgreSQL and an empty Valkey from wheels, until the block is left."""
    with postgres() as database, valkey() as redis_url:
        yield Services(database, redis_url)


def subject(setup: SetUp, side: str, python: str, beside: Services, folder: Path) -> Measured:
    """With the catalogue in its own database. Raises Missing, or RuntimeError when the database
    cannot be created."""
    folder.mkdir(parents=True)
    installed, whole = (environment_of(one.groups(side), python) for one in (setup, VALKEY))
    implementation = IMPLEMENTATIONS[side].run_by(installed.python)
    database = "" if setup.queue == "process" else beside.database.create().url
    env = environment(folder, **setup.settings(database, beside.redis_url))
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    return Measured(
        side,
        installed,
        whole,
        Subject(implementation, env, folder),
        application(implementation),
        application(IMPLEMENTATIONS[side].run_by(whole.python)),
    )


def subjects(
    setups: tuple[SetUp, ...], python: str, beside: Services, folder: Path
) -> dict[tuple[str, str], Measured]:
    """By set-up and side."""
    return {
        (setup.name, side): subject(setup, side, python, beside, folder / setup.queue / side)
        for setup in setups
        for side in SIDES
    }
