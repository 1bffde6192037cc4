"""A set-up has only the packages that it uses, and optional imports are reported."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement

from benchmarks.common.features import SIDES
from benchmarks.common.lock import groups
from benchmarks.footprint.environments import interpreters
from benchmarks.footprint.setups import POSTGRESQL, SETUPS, SQLITE, VALKEY, SetUp
from benchmarks.footprint.unasked import of_modules

GROUPS = groups()
TOLD = """import time: self [us] | cumulative | imported package
import time:      1500 |       1500 |     redis.client
import time:       500 |       9000 |   redis
import time:       700 |        700 | psycopg
import time:        90 |         90 | json
"""


def chosen(setup: SetUp, side: str) -> set[str]:
    return {Requirement(line).name for group in setup.groups(side) for line in GROUPS[group]}


@pytest.mark.parametrize("side", SIDES)
def test_a_driver_is_installed_from_the_setup_on_that_uses_it(side: str) -> None:
    drivers = {"psycopg", "redis"}
    found = [chosen(one, side) & drivers for one in SETUPS]
    assert found == [set(), {"psycopg"}, drivers]


def test_a_queue_in_valkey_is_installed_on_both_sides_where_it_is_used() -> None:
    queues = {side: chosen(VALKEY, side) - chosen(POSTGRESQL, side) for side in SIDES}
    assert queues == {"flask": {"redis"}, "django": {"redis", "django-tasks-rq"}}


def test_each_setup_says_where_the_database_and_the_queue_are() -> None:
    assert SQLITE.settings("", "redis:") == {"BROKER_URL": "", "REDIS_URL": ""}
    assert POSTGRESQL.settings("pg:", "redis:") == {
        "BROKER_URL": "pg:",
        "REDIS_URL": "",
        "DATABASE_URL": "pg:",
    }
    assert VALKEY.settings("pg:", "redis:") == {
        "BROKER_URL": "redis:",
        "REDIS_URL": "redis:",
        "DATABASE_URL": "pg:",
    }


def test_what_is_imported_unasked_is_named_with_its_time_and_size() -> None:
    owners = {"redis": "redis", "psycopg": "psycopg"}
    packages = {"redis": {"bytes": 2e6}, "psycopg": {"bytes": 1e6}}
    assert of_modules(TOLD, owners, {"redis"}, packages) == {
        "redis": {"modules": 2, "milliseconds": 2.0, "megabytes": 2.0}
    }


def test_the_python_that_runs_is_among_those_that_are_measured() -> None:
    assert interpreters()
