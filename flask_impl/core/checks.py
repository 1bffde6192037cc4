"""Checks for settings that are unsafe in production."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError, TimeoutError

from flask_impl.core.environment import DEVELOPMENT_KEY
from flask_impl.core.extensions import db
from flask_impl.core.migrating import FIRST, are_pending
from flask_impl.core.outages import reason

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
FEW_CHARACTERS = 10
FEWEST_ROUNDS = 600_000  # of PBKDF2 with SHA-256, by OWASP ASVS 5
SHORTEST_LEASE = timedelta(seconds=10)
LONGEST_LIFETIME = timedelta(days=400)  # the maximum that browsers keep a cookie


def is_sqlite(config: Mapping[str, Any]) -> bool:
    return config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")


Found = tuple[bool, str]


def of_access(config: Mapping[str, Any]) -> Iterator[Found]:
    """Access and disclosure."""
    hosts, secret = set(config["ALLOWED_HOSTS"]), config["SECRET_KEY"]
    guessed = secret == DEVELOPMENT_KEY or len(set(secret)) < FEW_CHARACTERS
    yield config["DEBUG"], "DEBUG: on, which shows errors and settings to everybody; set it to 0"
    yield (
        not config["TLS"],
        "TLS: off, so that cookies travel in the clear; set it to 1 and serve behind TLS",
    )
    yield "*" in hosts, "ALLOWED_HOSTS: takes any host; name your own"
    yield hosts <= LOCAL, "ALLOWED_HOSTS: names this machine alone; name the host that people type"
    yield (
        config["FAULT_ROUTES"],
        "FAULT_ROUTES: on, so that everybody can raise an error; set it to 0",
    )
    yield guessed, "SECRET_KEY: can be guessed; make one with secrets.token_urlsafe(48)"


def of_limits(config: Mapping[str, Any]) -> Iterator[Found]:
    """Limits."""
    idle, lifetime = config["SESSION_IDLE"], config["PERMANENT_SESSION_LIFETIME"]
    yield (
        config["PASSWORD_ROUNDS"] < FEWEST_ROUNDS,
        f"PASSWORD_ROUNDS: under {FEWEST_ROUNDS:,}, so that stolen hashes are soon guessed; "
        "set more, or none",
    )
    yield (
        idle > lifetime,
        "SESSION_IDLE: longer than SESSION_LIFETIME, so that it ends nothing; make it shorter",
    )
    yield (
        config["EXPORT_LEASE"] < SHORTEST_LEASE,
        f"EXPORT_LEASE: under {SHORTEST_LEASE}, so that a worker which is only slow loses its "
        "export; make it longer",
    )
    yield (
        is_sqlite(config) and str(config["BROKER_URL"]).startswith("redis"),
        "BROKER_URL: Redis, for workers on other hosts, which SQLite has no room for; take "
        "PostgreSQL, or unset it",
    )
    yield (
        lifetime > LONGEST_LIFETIME,
        f"SESSION_LIFETIME: over {LONGEST_LIFETIME.days} days; make it shorter",
    )


def of_scale(config: Mapping[str, Any]) -> Iterator[Found]:
    """Remarks that are not security problems."""
    yield is_sqlite(config), "DATABASE_URL: SQLite serves one machine, and one writer at a time"
    yield (
        config["BROKER_URL"] is None,
        "BROKER_URL: not set, so that exports take their time from the web processes",
    )
    yield (
        config["TRUSTED_PROXIES"] == 0,
        "TRUSTED_PROXIES: 0, so that behind a proxy all clients have its address",
    )


def lines(found: Iterable[Found]) -> list[str]:
    """One line each, beginning with the name of the variable."""
    return [f"BOOKSHELF_{line}" for holds, line in found if holds]


def findings(config: Mapping[str, Any]) -> list[str]:
    return lines([*of_access(config), *of_limits(config)])


def findings_of_database() -> list[str]:
    try:
        with db.engine.connect() as connection:
            return [f"BOOKSHELF_DATABASE_URL: {FIRST}"] if are_pending(connection) else []
    except (DBAPIError, TimeoutError) as error:
        return [f"BOOKSHELF_DATABASE_URL: the database does not serve: {reason(error)}"]


def remarks(config: Mapping[str, Any]) -> list[str]:
    return lines(of_scale(config))
