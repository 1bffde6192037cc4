"""What is unsafe in a configuration that is about to serve the public."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError, TimeoutError

from flask_impl.core.extensions import db
from flask_impl.core.migrating import FIRST, are_pending
from flask_impl.core.outages import reason
from flask_impl.core.settings import DEVELOPMENT_SECRET

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
FEW_CHARACTERS = 10
FEWEST_ROUNDS = 600_000  # of PBKDF2 with SHA-256, says OWASP ASVS 5
SHORTEST_LEASE = timedelta(seconds=10)
LONGEST = timedelta(days=400)  # for which a browser keeps a cookie


def is_sqlite(config: Mapping[str, Any]) -> bool:
    return config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")


def findings(config: Mapping[str, Any]) -> list[str]:
    """A line each, beginning with the name of the variable."""
    hosts, secret = set(config["ALLOWED_HOSTS"]), config["SECRET_KEY"]
    idle, lifetime = config["SESSION_IDLE"], config["PERMANENT_SESSION_LIFETIME"]
    unsafe = {
        "DEBUG: on, which shows errors and settings to everybody; set it to 0": config["DEBUG"],
        "TLS: off, so that cookies travel in the clear; set it to 1 and serve behind "
        "TLS": not config["TLS"],
        "ALLOWED_HOSTS: takes any host; name your own": "*" in hosts,
        "ALLOWED_HOSTS: names this machine alone; name the host that people type": hosts <= LOCAL,
        "FAULT_ROUTES: on, so that everybody can raise an error; set it to 0": config[
            "FAULT_ROUTES"
        ],
        "SECRET_KEY: can be guessed; make one with secrets.token_urlsafe(48)": (
            secret == DEVELOPMENT_SECRET or len(set(secret)) < FEW_CHARACTERS
        ),
        f"PASSWORD_ROUNDS: under {FEWEST_ROUNDS:,}, so that stolen hashes are soon guessed; set "
        "more, or none": (config["PASSWORD_ROUNDS"] < FEWEST_ROUNDS),
        "SESSION_IDLE: longer than SESSION_LIFETIME, so that it ends nothing; make it shorter": idle
        > lifetime,
        f"EXPORT_LEASE: under {SHORTEST_LEASE}, so that a worker which is only slow loses its "
        "export; make it longer": (config["EXPORT_LEASE"] < SHORTEST_LEASE),
        "BROKER_URL: Redis, for workers on other hosts, which SQLite has no room for; take "
        "PostgreSQL, or unset it": (
            is_sqlite(config) and str(config["BROKER_URL"]).startswith("redis")
        ),
        f"SESSION_LIFETIME: over {LONGEST.days} days; make it shorter": lifetime > LONGEST,
    }
    return [f"BOOKSHELF_{line}" for line, found in unsafe.items() if found]


def findings_of_database() -> list[str]:
    try:
        with db.engine.connect() as connection:
            return [f"BOOKSHELF_DATABASE_URL: {FIRST}"] if are_pending(connection) else []
    except (DBAPIError, TimeoutError) as error:
        return [f"BOOKSHELF_DATABASE_URL: the database does not serve: {reason(error)}"]


def remarks(config: Mapping[str, Any]) -> list[str]:
    """What is not unsafe, but worth a thought."""
    thoughts = {
        "DATABASE_URL: SQLite serves one machine, and one writer at a time": is_sqlite(config),
        "BROKER_URL: not set, so that exports take their time from the web processes": config[
            "BROKER_URL"
        ]
        is None,
        "TRUSTED_PROXIES: 0, so that behind a proxy all clients have its address": config[
            "TRUSTED_PROXIES"
        ]
        == 0,
    }
    return [f"BOOKSHELF_{line}" for line, found in thoughts.items() if found]
