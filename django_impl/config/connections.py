"""Where the database and Redis are, read from their URLs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from environ import Env

from config import environment


def redis_url(name: str) -> str:
    """The URL of a Redis server, or nothing."""
    url = environment.text(name)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if url and not usable:
        environment.refuse(name, "is no redis:// URL with a host")
    if url and not find_spec("redis"):
        environment.refuse(name, "needs the package redis; install it, or unset the variable")
    return url


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the database; a relative SQLite file lies in ``folder``, wherever a command is run."""
    url = environment.text("DATABASE_URL", "sqlite:///bookshelf.sqlite3")
    scheme, rest = url.partition("://")[::2]
    if scheme == "sqlite" and rest.startswith("/") and rest.strip("/"):
        # A transaction takes the write lock at its start: one that wants it later fails at once when another has it.
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / unquote(rest[1:]), "OPTIONS": options}
    if scheme != "postgresql":
        environment.refuse(
            "DATABASE_URL", "must be sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/name"
        )
    try:
        config = Env.db_url_config(url)
    except ValueError:
        environment.refuse("DATABASE_URL", "cannot be read; use postgresql://user:password@host:port/name")
    if not config["NAME"]:
        environment.refuse("DATABASE_URL", "names no database; add /name at its end")
    config["OPTIONS"] = {"connect_timeout": 3, "options": "-c statement_timeout=10000"} | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
