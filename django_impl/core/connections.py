"""Django's settings for the database and Redis, from their URLs."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

REDIS_TIMEOUT = 0.5  # seconds: a user waits for the page
STATEMENT_TIMEOUT = 3.0  # seconds for one statement of a request: a page is sent within 5
# A user waits for the page: an early error is better than a late connection. An unreachable server
# is given up after 10 s; the limit of the system is hours. The server ends the wait for a lock
# before the client's timeout.
TIMEOUTS = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=10000 -c lock_timeout=2500",
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
# A failed pool backs off until it gives up, and tries again with the next request: keep this short
POOL = {"min_size": 0, "timeout": 1.5, "reconnect_timeout": 2}


class WholeNumbers:
    """The serializer for Redis. Django's own would unpickle anything that others have written
    there."""

    def dumps(self, number: int) -> int:
        return number

    def loads(self, stored: bytes) -> int:
        return int(stored)


def sqlite_file(url: str, folder: Path) -> Path:
    """A relative file is in ``folder``, whatever the current directory."""
    return folder / unquote(url.removeprefix("sqlite:///"))


def postgresql(url: str, connections: int) -> dict[str, Any]:
    """The server; the query of the URL contains more options."""
    from environ import Env  # imported here, because SQLite does not need it

    config = Env.db_url_config(url)
    options = TIMEOUTS | {"pool": POOL | {"max_size": connections}} | config.get("OPTIONS", {})
    return config | {"ENGINE": "core.postgresql", "OPTIONS": options}


def redis_cache(url: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": {
            "serializer": "core.connections.WholeNumbers",
            "socket_connect_timeout": REDIS_TIMEOUT,
            "socket_timeout": REDIS_TIMEOUT,
        },
    }


def redis_queue(url: str) -> str:
    """The URL with its timeouts, which django-rq reads only from there."""
    limits = f"socket_connect_timeout={REDIS_TIMEOUT}&socket_timeout={REDIS_TIMEOUT}"
    return f"{url}{'&' if '?' in url else '?'}{limits}"
