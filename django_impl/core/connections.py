"""Where the database and Redis are, read from their URLs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from environ import Env

from core import environment

REDIS = ("redis", "rediss")
DATABASE = "sqlite:///bookshelf.sqlite3"
REDIS_TIMEOUT = 0.5  # seconds: somebody waits for the page
PATIENCE = 3.0  # seconds that a request gives one statement, for a page is answered within 5
# Somebody waits for the page: better an error soon than a connection late. A server that cannot be
# reached any more is given up after 10 s, else the system would try for hours.
# The server itself ends the wait for a lock before a request gives it up for silent.
TIMEOUTS = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=10000 -c lock_timeout=2500",
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
# A pool that has failed waits longer from try to try, until it gives up and the next request makes
# it try again: soon.
POOL = {"min_size": 0, "timeout": 1.5, "reconnect_timeout": 2}


def redis_url(name: str) -> str:
    """The URL of a Redis server, or nothing."""
    url = environment.text(name)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in REDIS and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if url and not usable:
        environment.refuse(name, "is no redis:// URL with a host")
    if url and not find_spec("redis"):
        environment.refuse(name, "needs the package redis; install it, or unset the variable")
    return url


class WholeNumbers:
    """All that is kept in Redis. Django's own serializer would unpickle what somebody has written
    there."""

    def dumps(self, number: int) -> int:
        return number

    def loads(self, stored: bytes) -> int:
        return int(stored)


def caches(redis: str) -> dict[str, dict[str, Any]]:
    """Django's description of its caches: one in each process, and one for all where there is a
    Redis."""
    own = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Or who tries many names drives out the count of one
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    if not redis:
        return {"default": own}
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    options = {
        "serializer": WholeNumbers,
        "socket_connect_timeout": REDIS_TIMEOUT,
        "socket_timeout": REDIS_TIMEOUT,
        "retry": Retry(NoBackoff(), 0),  # the package by itself would try again for seconds
    }
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": own, "shared": {"BACKEND": backend, "LOCATION": redis, "OPTIONS": options}}


def broker_url() -> str:
    """Where exports wait for workers: a Redis, the database itself, or nothing."""
    url = environment.text("BROKER_URL")
    if url == environment.text("DATABASE_URL", DATABASE):
        return url
    if url and url.partition("://")[0] not in REDIS:
        environment.refuse(
            "BROKER_URL", "must be a redis:// URL, or the same as BOOKSHELF_DATABASE_URL"
        )
    if url and not find_spec("django_tasks_rq"):
        environment.refuse(
            "BROKER_URL", "needs the package django-tasks-rq; install it, or name the database"
        )
    return redis_url("BROKER_URL")


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the database; a relative SQLite file lies in ``folder``, wherever a
    command is run."""
    url = environment.text("DATABASE_URL", DATABASE)
    connections = environment.number("DATABASE_CONNECTIONS", 5, 1, 100)
    scheme, rest = url.partition("://")[::2]
    if scheme == "sqlite" and rest.startswith("/") and rest.strip("/") not in ("", ":memory:"):
        return sqlite(folder / unquote(rest[1:]))
    if scheme != "postgresql":
        environment.refuse(
            "DATABASE_URL",
            "must be sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/name",
        )
    return postgresql(url, connections)


def sqlite(name: Path) -> dict[str, Any]:
    # A transaction takes the write lock at its start: one that wants it later fails at once when
    # another has it.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": PATIENCE,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # A thread keeps its connection: each new one would read the whole schema again.
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def postgresql(url: str, connections: int) -> dict[str, Any]:
    try:
        config = Env.db_url_config(url)
    except ValueError:
        environment.refuse(
            "DATABASE_URL", "cannot be read; use postgresql://user:password@host:port/name"
        )
    if not config["NAME"]:
        environment.refuse("DATABASE_URL", "names no database; add /name at its end")
    options = TIMEOUTS | {"pool": POOL | {"max_size": connections}}
    return config | {"ENGINE": "core.postgresql", "OPTIONS": options | config.get("OPTIONS", {})}
