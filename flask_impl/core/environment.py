"""The kinds of variables: what a flag, a secret, a host, a database, a Redis and a number must look
like.

Each makes a value of a text, or raises ValueError. The complaint never repeats the text, which may
hold a password.
"""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

FLAGS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
HOST = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)

T = TypeVar("T")


def flag(text: str) -> bool:
    known = FLAGS.get(text.lower())
    if known is None:
        raise ValueError("is no flag; write 1 or 0")
    return known


def secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("has under 32 characters; take secrets.token_urlsafe(48)")
    return text


def host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise ValueError("is no list of host names; leave scheme and port away")
    return text.lower()


def listed(kind: Callable[[str], T]) -> Callable[[str], list[T]]:
    """Separated by commas."""
    return lambda text: [kind(part.strip()) for part in text.split(",") if part.strip()]


def readable(url: str) -> SplitResult | None:
    """The parts of a URL, unless its port is none."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:  # a port that is no number
        return None


def is_database(url: str) -> bool:
    """A file of SQLite, for one in memory ends with its process, or a PostgreSQL with the name of a
    database."""
    if url.startswith("sqlite:///"):
        return url.removeprefix("sqlite:///").strip("/") not in ("", ":memory:")
    parts = readable(url)
    return parts is not None and parts.scheme == "postgresql" and bool(parts.path.strip("/"))


def database(text: str) -> str:
    if not is_database(text):
        raise ValueError("is no database; write sqlite:///FILE or postgresql://USER@HOST/NAME")
    return text


def redis(text: str, complaint: str = "is no Redis; write redis://HOST:PORT/NUMBER") -> str:
    parts = readable(text)
    if parts is None or parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise ValueError(complaint)
    if not find_spec("redis"):
        raise ValueError("needs the package redis; install it, or unset the variable")
    return text


def broker(text: str) -> str:
    complaint = "is no broker; write redis://HOST:PORT/NUMBER, or what BOOKSHELF_DATABASE_URL holds"
    return text if is_database(text) else redis(text, complaint)


def seconds(text: str) -> int:
    if not re.fullmatch("[0-9]{1,10}", text) or not int(text):
        raise ValueError("is no number of seconds; write 1209600 for 14 days")
    return int(text)


def number(least: int, most: int) -> Callable[[str], int]:
    def kind(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"is no number from {least} to {most}")
        return int(text)

    return kind
