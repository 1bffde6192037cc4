"""How passwords are hashed: Django's first choice, with as many rounds as the configuration says,
in a place apart."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from core.outages import Busy, patience

LESS_URGENT = 10  # the least urgent would starve beside others who compute
PATIENCE = 10  # seconds of a request; a proxy waits for longer, and commands wait for the end


def threads() -> int:
    """As many as there are processors for each of the server's processes, whose number gunicorn's
    file says."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, processors // int(os.environ.get("WEB_CONCURRENCY") or 1))


def step_back() -> None:
    """Let pages come first, and have half of the processors, whatever other servers of the machine
    do; elsewhere than in Linux a thread has no priority of its own."""
    if sys.platform == "linux":
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[len(processors) // 2 :])  # of this thread
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)


class Place:
    """Threads that hash, and room for as many again who wait: a flood of sign-ins leaves the other
    threads free."""

    def __init__(self, threads: int) -> None:
        self.room = threading.BoundedSemaphore(2 * threads)
        self.executor = ThreadPoolExecutor(threads, "hashing", step_back)

    def run(self, work: Any, *args: Any) -> Any:
        if not self.room.acquire(blocking=False):
            raise Busy("too many passwords are being hashed")
        done = self.executor.submit(work, *args)
        done.add_done_callback(lambda _: self.room.release())
        if done not in wait([done], PATIENCE if patience.get() else None).done:
            done.cancel()
            raise Busy("a password takes too long to be hashed")
        return done.result()


place = Place(threads())


class PasswordHasher(PBKDF2PasswordHasher):
    iterations = settings.PASSWORD_ROUNDS or PBKDF2PasswordHasher.iterations

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Called for a new hash and for each that is compared."""
        return place.run(super().encode, password, salt, iterations)
