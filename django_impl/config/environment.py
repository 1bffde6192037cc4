"""Reads the BOOKSHELF_ variables: a wrong one ends the start with a line that names it."""

import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from environ import Env

FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
# Not Env's own reader: it takes a value that begins with $ for the name of another variable, which one in
# fifty of Django's generated keys does, and every unknown word for False.
DEVELOPMENT_KEY = "a fixed key for development alone, known to everybody"


def refuse(name: str, what: str) -> NoReturn:
    """End the start; with 4, which gunicorn takes for "do not try again", and no reloader for "start me again"."""
    print(f"BOOKSHELF_{name}: {what}", file=sys.stderr)
    raise SystemExit(4)


def text(name: str, default: str = "") -> str:
    """A variable as it is; an empty one counts as not set."""
    return os.environ.get(f"BOOKSHELF_{name}", "") or default


def flag(name: str) -> bool:
    value = text(name, "0").lower()
    if value not in FLAGS:
        refuse(name, f"{value!r} is neither on nor off; use 1 or 0")
    return FLAGS[value]


def names(name: str, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def key(name: str, value: str) -> str:
    if len(value) < 32:
        refuse(name, f"has {len(value)} characters; give it at least 32 random ones")
    return value


def secret_key(debug: bool) -> str:
    value = text("SECRET_KEY", DEVELOPMENT_KEY if debug else "")
    if not value:
        refuse("SECRET_KEY", "is not set; give it at least 32 random characters, or turn debug on")
    return key("SECRET_KEY", value)


def former_keys() -> list[str]:
    return [key("SECRET_KEY_FALLBACKS", value) for value in names("SECRET_KEY_FALLBACKS")]


def allowed_hosts() -> list[str]:
    hosts = names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    for host in hosts:
        if not re.fullmatch(r"\*|[a-z0-9._-]+|\[[0-9a-f:.]+\]", host, re.IGNORECASE):
            refuse("ALLOWED_HOSTS", f"{host!r} is no host name; write it without scheme, port and path")
    return hosts


def redis_url(name: str) -> str:
    """The URL of a Redis server, or nothing."""
    url = text(name)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if url and not usable:
        refuse(name, "is no redis:// URL with a host")
    return url


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the database; a relative SQLite file lies in ``folder``, wherever a command is run."""
    url = text("DATABASE_URL", "sqlite:///bookshelf.sqlite3")
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
        refuse("DATABASE_URL", "must be sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/name")
    try:
        config = Env.db_url_config(url)
    except ValueError:
        refuse("DATABASE_URL", "cannot be read; use postgresql://user:password@host:port/name")
    if not config["NAME"]:
        refuse("DATABASE_URL", "names no database; add /name at its end")
    config["OPTIONS"] = {"connect_timeout": 3, "options": "-c statement_timeout=10000"} | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
