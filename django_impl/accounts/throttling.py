"""Counts failed sign-ins for a user name at an address in Django's cache: in Redis for all
processes, otherwise in this one."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

Result = TypeVar("Result")
RETRY_INTERVAL = 30  # seconds before a failed Redis is tried again
logger = logging.getLogger(__name__)


class Redis:
    pause_ends = 0.0


def ask(question: Callable[[BaseCache], Result]) -> Result:
    """Query Redis, or this process if there is none, or none that works."""
    if settings.REDIS_URL and time.monotonic() >= Redis.pause_ends:
        from redis import RedisError  # imported here, because it is optional

        try:
            return question(caches["shared"])
        except RedisError as error:
            Redis.pause_ends = time.monotonic() + RETRY_INTERVAL
            logger.warning(
                "failed sign-ins are counted by each process for itself, for Redis fails: %s", error
            )
    return question(caches["default"])


@dataclass(frozen=True)
class Limit:
    """A rate limit per key."""

    most: int
    window: int

    def names(self, key: tuple[str, ...]) -> tuple[str, str]:
        """The cache keys of the count and of its end; hashed, because a user may type a megabyte,
        or a password in the wrong field."""
        whose = sha256(repr(key).encode()).hexdigest()
        return f"count-{whose}", f"ends-{whose}"

    def count(self, *key: str) -> None:
        counted, ends = self.names(key)

        def once_more(cache: BaseCache) -> None:
            cache.add(ends, int(time.time()) + self.window, self.window)
            if not cache.add(counted, 1, self.window):
                try:
                    cache.incr(counted)
                except ValueError:  # the window has ended between the two calls
                    cache.add(counted, 1, self.window)

        ask(once_more)

    def seconds_left(self, *key: str) -> int:
        """Seconds until the next attempt is allowed; 0 if it is allowed now."""
        counted, ends = self.names(key)
        found = ask(lambda cache: cache.get_many([counted, ends]))
        if found.get(counted, 0) < self.most:
            return 0
        return max(1, math.ceil(found.get(ends, 0) - time.time()))


def sign_ins() -> Limit:
    return Limit(settings.LOGIN_FAILURES, settings.LOGIN_WINDOW)


def count_failure(username: str, address: str) -> None:
    sign_ins().count("login", username, address)


def seconds_left(username: str, address: str) -> int:
    return sign_ins().seconds_left("login", username, address)
