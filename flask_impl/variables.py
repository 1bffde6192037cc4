"""The kinds of variables: what a flag, a secret, a host, a database, a Redis and a number must look like."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator

FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def flag(value: str | bool) -> bool:
    known = FLAGS.get(str(value).lower())
    if known is None:
        raise ValueError("is no flag; write 1 or 0")
    return known


def split(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [part.strip() for part in value.split(",") if part.strip()]


def complain(unless: Callable[[str], object], complaint: str) -> AfterValidator:
    """A value for which ``unless`` holds. The complaint never repeats the value, which may hold a password."""

    def check(value: str) -> str:
        if not unless(value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def is_host(value: str) -> object:
    return re.fullmatch(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", value, re.IGNORECASE)


def readable(value: str) -> SplitResult | None:
    """The parts of a URL, unless its port is none."""
    try:
        parts = urlsplit(value)
        return None if parts.port == 0 else parts
    except ValueError:  # a port that is no number
        return None


def is_database(value: str) -> bool:
    """A file of SQLite, for one in memory ends with its process, or a PostgreSQL with the name of a database."""
    if value.startswith("sqlite:///"):
        return value.removeprefix("sqlite:///").strip("/") not in ("", ":memory:")
    parts = readable(value)
    return parts is not None and parts.scheme == "postgresql" and bool(parts.path.strip("/"))


def is_redis(value: str) -> bool:
    parts = readable(value)
    return parts is not None and parts.scheme in ("redis", "rediss") and bool(parts.hostname)


def seconds(value: str | int) -> int:
    if not re.fullmatch("[0-9]{1,10}", str(value)) or not int(value):
        raise ValueError("is no number of seconds; write 1209600 for 14 days")
    return int(value)


def number(least: int, most: int) -> BeforeValidator:
    def check(value: str | int) -> int:
        if not re.fullmatch("[0-9]{1,9}", str(value)) or not least <= int(value) <= most:
            raise ValueError(f"is no number from {least} to {most}")
        return int(value)

    return BeforeValidator(check)


def needs_redis(unless: Callable[[str], bool] = lambda value: False) -> AfterValidator:
    complaint = "needs the package redis; install it, or unset the variable"
    return complain(lambda value: unless(value) or find_spec("redis"), complaint)


Flag = Annotated[bool, BeforeValidator(flag)]
Secret = Annotated[str, complain(lambda key: len(key) >= 32, "has under 32 characters; take secrets.token_urlsafe(48)")]
Host = Annotated[str, complain(is_host, "is no list of host names; leave scheme and port away")]
Database = Annotated[str, complain(is_database, "is no database; write sqlite:///FILE or postgresql://USER@HOST/NAME")]
Redis = Annotated[str, complain(is_redis, "is no Redis; write redis://HOST:PORT/NUMBER"), needs_redis()]
Broker = Annotated[
    str,
    complain(
        lambda value: is_redis(value) or is_database(value),
        "is no broker; write redis://HOST:PORT/NUMBER, or what BOOKSHELF_DATABASE_URL holds",
    ),
    needs_redis(unless=is_database),
]
Seconds = Annotated[int, BeforeValidator(seconds)]
