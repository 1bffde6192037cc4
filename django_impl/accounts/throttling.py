"""Counts failed sign-ins for a user name at an address: in Redis, for all processes, or else in
this one."""

import logging
import math
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

Answer = TypeVar("Answer")
TIMEOUT = 0.5  # seconds: somebody waits for the page
PAUSE = 30  # seconds in which a Redis that has failed is not asked, so that not everybody waits
logger = logging.getLogger(__name__)


def redis(url: str) -> Storage:
    """Connects when it is first asked, and does not try twice."""
    from redis import ConnectionPool  # here, for it is installed where there is a Redis to speak to

    # A pool of our own, for the one that limits would make tries again for seconds.
    pool = ConnectionPool.from_url(url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT)
    return RedisStorage(url, connection_pool=pool, wrap_exceptions=True)


class Counter:
    def __init__(self, failures: str, redis_url: str) -> None:
        self.limit = parse(failures)
        self.own = FixedWindowRateLimiter(MemoryStorage())
        self.shared = FixedWindowRateLimiter(redis(redis_url)) if redis_url else None
        self.pause_ends = 0.0

    def ask(self, question: Callable[[FixedWindowRateLimiter], Answer]) -> Answer:
        """The answer of Redis, or that of this process where there is none, or none that works."""
        if self.shared and time.monotonic() >= self.pause_ends:
            try:
                return question(self.shared)
            except StorageError as error:
                self.pause_ends = time.monotonic() + PAUSE
                logger.warning(
                    "failed sign-ins are counted by each process for itself, for Redis fails: %s",
                    error,
                )
        return question(self.own)

    def count(self, *key: str) -> None:
        self.ask(lambda limiter: limiter.hit(self.limit, *key))

    def seconds_left(self, *key: str) -> int:
        """How long nothing more is to be tried; 0 where something is."""

        def look(limiter: FixedWindowRateLimiter) -> int:
            if limiter.test(self.limit, *key):
                return 0
            return max(
                1, math.ceil(limiter.get_window_stats(self.limit, *key).reset_time - time.time())
            )

        return self.ask(look)


@cache
def counter(failures: str, redis_url: str) -> Counter:
    return Counter(failures, redis_url)


def current() -> Counter:
    """The one for the settings as they are."""
    return counter(settings.LOGIN_FAILURES, settings.REDIS_URL)


def key(username: str, address: str) -> tuple[str, str, str]:
    """What is counted; the name hashed, for somebody may type a megabyte, or a password in the
    wrong field."""
    return "login", sha256(username.encode()).hexdigest(), address


def count_failure(username: str, address: str) -> None:
    current().count(*key(username, address))


def seconds_left(username: str, address: str) -> int:
    return current().seconds_left(*key(username, address))
