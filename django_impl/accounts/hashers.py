"""Hashes passwords with Django's default and the configured rounds, in a bounded pool of
low-priority threads."""

import os
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from core.outages import Busy, statement_timeout

NICENESS = 10  # or that of the process; the maximum, 19, would starve beside other processes
# seconds, in requests only; below a proxy's timeout. Commands wait without a limit
QUEUE_TIMEOUT = 10


def thread_count() -> int:
    """The processors divided by the number of server processes, WEB_CONCURRENCY."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    count = os.environ.get("WEB_CONCURRENCY", "")
    # gunicorn refuses what is no number; other servers know nothing of the variable
    return max(1, processors // (int(count) if re.fullmatch("[1-9][0-9]{0,3}", count) else 1))


def lower_priority() -> None:
    """Run after the threads that serve requests, and leave them half of the processors. Linux only:
    elsewhere a thread has no priority of its own."""
    if sys.platform == "linux":
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[len(processors) // 2 :])  # of this thread
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


class HashingPool:
    """``threads`` tasks run, as many again may wait; further ones are refused at once."""

    def __init__(self, threads: int) -> None:
        self.slots = threading.BoundedSemaphore(2 * threads)
        self.executor = ThreadPoolExecutor(threads, "hashing", lower_priority)

    def run(self, work: Any, *args: Any) -> Any:
        if not self.slots.acquire(blocking=False):
            raise Busy("too many passwords are being hashed")
        done = self.executor.submit(work, *args)
        done.add_done_callback(lambda _: self.slots.release())
        if done not in wait([done], QUEUE_TIMEOUT if statement_timeout.get() else None).done:
            done.cancel()
            raise Busy("a password takes too long to be hashed")
        return done.result()


pool = HashingPool(thread_count())


class PasswordHasher(PBKDF2PasswordHasher):
    iterations = settings.PASSWORD_ROUNDS or PBKDF2PasswordHasher.iterations

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Called for each new hash and for each comparison."""
        return pool.run(super().encode, password, salt, iterations)
