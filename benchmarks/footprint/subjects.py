"""What is measured on one Python: both sides in each set-up, with real servers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.footprint.environments import Environment, environment_of
from benchmarks.footprint.setups import VALKEY, SetUp
from benchmarks.minimal.answering import Subject
from benchmarks.minimal.loading import Load, application
from deploy.assembly import Place, Stores, stores
from deploy.programs import account, programs, shared_folder
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    environment,
    prepare,
)


@dataclass(frozen=True)
class Measured:
    """One side in one set-up."""

    side: str

    installed: Environment
    whole: Environment
    """With the packages of all set-ups: what a library takes from there unasked is seen in it."""
    served: Subject
    load: Load
    beside_all: Load
    """The same program in the environment of all set-ups."""


@contextmanager
def services(logs: Path) -> Iterator[Stores]:
    """An empty PostgreSQL and an empty Valkey from wheels, until the block is left."""
    with ExitStack() as exits:
        home = exits.enter_context(shared_folder())
        yield stores(Place(home, logs, programs(home / "programs"), account(), exits))


def subject(setup: SetUp, side: str, python: str, beside: Stores, folder: Path) -> Measured:
    """With the catalogue in a database of its own. Raises Missing, or RuntimeError when the
    database cannot be made."""
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
    setups: tuple[SetUp, ...], python: str, beside: Stores, folder: Path
) -> dict[tuple[str, str], Measured]:
    """By set-up and side."""
    return {
        (setup.name, side): subject(setup, side, python, beside, folder / setup.queue / side)
        for setup in setups
        for side in SIDES
    }
