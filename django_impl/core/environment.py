"""Reads the variables ``BOOKSHELF_*``; an empty one counts as not set. A wrong value stops the
start with one line that names the variable. The line never repeats the value, which may contain a
password."""

import os
import re
import sys
from importlib.util import find_spec
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

DAY = 24 * 3600
# for gunicorn this exit code means "do not restart"; 3 makes Werkzeug's reloader retry for ever
CANNOT_START = 4
DATABASE = "sqlite:///bookshelf.sqlite3"
LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"
TLS_OPTIONS = {"ssl_cert_reqs", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile"}
DEVELOPMENT_KEY = "for development alone: known to everybody"
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


def refuse(name: str, complaint: str) -> NoReturn:
    print(f"BOOKSHELF_{name}: {complaint}", file=sys.stderr)
    raise SystemExit(CANNOT_START)


def text(name: str, default: str = "") -> str:
    value = os.environ.get(f"BOOKSHELF_{name}", "")
    if any("\udc80" <= char <= "\udcff" for char in value):  # Python's sign for any other byte
        refuse(name, "is not UTF-8; write it as text")
    return value or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in FLAGS:
        refuse(name, "is no flag; write 1 or 0")
    return FLAGS[value]


def number(name: str, default: int, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        refuse(name, f"is no number from {least} to {most}")
    return int(value)


def seconds(name: str, default: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch("[0-9]{1,10}", value) or not int(value):
        refuse(name, f"is no number of seconds; the default is {default}")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """The values between commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def key(name: str, value: str) -> str:
    if len(value) < 32:
        refuse(name, "has under 32 characters; take secrets.token_urlsafe(48)")
    return value


def secret_key(debug: bool) -> str:
    value = text("SECRET_KEY", DEVELOPMENT_KEY if debug else "")
    if not value:
        refuse("SECRET_KEY", "is not set; take secrets.token_urlsafe(48), or turn debug on")
    return key("SECRET_KEY", value)


def secret_key_fallbacks() -> list[str]:
    return [key("SECRET_KEY_FALLBACKS", value) for value in names("SECRET_KEY_FALLBACKS")]


def allowed_hosts() -> list[str]:
    """In lower case; a host with a leading dot includes its subdomains."""
    hosts = names("ALLOWED_HOSTS", LOCAL_HOSTS)
    if not all(map(HOST.fullmatch, hosts)):
        refuse("ALLOWED_HOSTS", "is no list of host names; leave scheme and port away")
    return [host.lower() for host in hosts]


def readable(url: str) -> SplitResult | None:
    """The parts of a URL, or None if its port is invalid."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:  # a port that is not a number
        return None


def is_sqlite(url: str) -> bool:
    """A file without options: a database in memory would end with its process."""
    path = url.removeprefix("sqlite:///")
    named = path != url and path.strip("/") not in ("", ":memory:")
    return named and "?" not in path and "\0" not in unquote(path)


def is_postgresql(url: str) -> bool:
    """A server, with the name of a database. Drivers read an empty port and a second ``@`` in
    different ways."""
    parts = readable(url)
    if parts is None or not url.startswith("postgresql://"):
        return False
    odd = parts.netloc.endswith(":") or parts.netloc.count("@") > 1
    return bool(parts.path.strip("/")) and not odd


def option_names(query: str) -> set[str]:
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def knows_options(url: str) -> bool:
    """Whether the client of PostgreSQL knows all options of a URL. It would fail on another only
    when it connects, and a framework may take one for its own."""
    if not (query := urlsplit(url).query):
        return True
    from psycopg.pq import Conninfo  # imported here, because SQLite does not need it

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    return option_names(query) <= known


def is_redis(url: str) -> bool:
    """A server, perhaps with the number of a database and options of TLS. Its client would fail on
    an unknown option only when it connects."""
    parts = readable(url)
    if parts is None or not url.startswith(("redis://", "rediss://")) or parts.hostname is None:
        return False
    options = option_names(parts.query)
    return options <= TLS_OPTIONS and re.fullmatch("(/[0-9]{0,9})?", parts.path) is not None


def database_url() -> str:
    url = text("DATABASE_URL", DATABASE)
    if not is_sqlite(url) and not is_postgresql(url):
        refuse(
            "DATABASE_URL", "is no database; write sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    if not is_sqlite(url) and not knows_options(url):
        refuse("DATABASE_URL", "has an option that PostgreSQL's client does not know; remove it")
    return url


def redis_url(name: str = "REDIS_URL", package: str = "redis") -> str:
    """The URL of a Redis, or nothing; ``package`` is its client."""
    url = text(name)
    if url and not is_redis(url):
        refuse(name, "is no Redis; write redis://HOST:PORT/NUMBER")
    if url and not find_spec(package):
        refuse(name, f"needs the package {package.replace('_', '-')}; install it, or unset this")
    return url


def broker_url(package: str = "redis") -> str:
    """The URL of the queue: a Redis, the database itself, or nothing."""
    url = text("BROKER_URL")
    if url == database_url():
        return url
    if url and not is_redis(url):
        refuse(
            "BROKER_URL",
            "is no broker; write redis://HOST:PORT, or what BOOKSHELF_DATABASE_URL holds",
        )
    return redis_url("BROKER_URL", package)
