"""A place of its own for hashing passwords: few threads that give way, so that a flood of sign-ins
slows no page."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TypeVar

from werkzeug.exceptions import ServiceUnavailable

from flask_impl.core.outages import patience

RETRY_AFTER = 1
PATIENCE = 10  # seconds of a request; a proxy waits for longer, and commands wait for the end
LESS_URGENT = 10  # the least urgent would starve beside others who compute

T = TypeVar("T")


def threads_of_process() -> int:
    """The processors, shared among the processes of a server, which says in WEB_CONCURRENCY how
    many these are."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, processors // int(os.environ.get("WEB_CONCURRENCY") or 1))


def give_way() -> None:
    """To all threads that serve requests, and leave them half of the processors, whatever other
    servers of the machine do; elsewhere than in Linux this would slow the whole process."""
    if sys.platform == "linux":
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[len(processors) // 2 :])  # of this thread
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)


class Place:
    """So many threads work, as many tasks again may wait; more are refused at once."""

    def __init__(self, threads: int) -> None:
        self.pool = ThreadPoolExecutor(threads, "hashing", initializer=give_way)
        self.room = threading.BoundedSemaphore(2 * threads)

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What ``work`` returns, or 503."""
        if not self.room.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_AFTER)
        done = self.pool.submit(work, *arguments)
        done.add_done_callback(lambda _: self.room.release())
        if done not in wait([done], PATIENCE if patience.get() else None).done:
            done.cancel()
            raise ServiceUnavailable(retry_after=RETRY_AFTER)
        return done.result()


place = Place(threads_of_process())
