"""Hashes passwords in a bounded pool of low-priority threads, so that a flood of sign-ins does not
slow pages."""

import os
import re
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TypeVar

from werkzeug.exceptions import ServiceUnavailable

from flask_impl.core.outages import statement_timeout

RETRY_AFTER = 1
# seconds, in requests only; below a proxy's timeout. Commands wait without a limit
QUEUE_TIMEOUT = 10
NICENESS = 10  # or that of the process; the maximum, 19, would starve beside other processes

T = TypeVar("T")


def thread_count() -> int:
    """The processors divided by the number of server processes, WEB_CONCURRENCY."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    count = os.environ.get("WEB_CONCURRENCY", "")
    # gunicorn refuses what is no number; other servers know nothing of the variable
    return max(1, processors // (int(count) if re.fullmatch("[1-9][0-9]{0,3}", count) else 1))


def lower_priority() -> None:
    """Run after the threads that serve requests, and leave them half of the processors. Linux only:
    elsewhere this would slow the whole process."""
    if sys.platform == "linux":
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[len(processors) // 2 :])  # of this thread
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


class HashingPool:
    """``threads`` tasks run, as many again may wait; further ones are refused at once."""

    def __init__(self, threads: int) -> None:
        self.executor = ThreadPoolExecutor(threads, "hashing", initializer=lower_priority)
        self.slots = threading.BoundedSemaphore(2 * threads)

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Return the result of ``work``, or raise 503."""
        if not self.slots.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_AFTER)
        done = self.executor.submit(work, *arguments)
        done.add_done_callback(lambda _: self.slots.release())
        if done not in wait([done], QUEUE_TIMEOUT if statement_timeout.get() else None).done:
            done.cancel()
            raise ServiceUnavailable(retry_after=RETRY_AFTER)
        return done.result()


pool = HashingPool(thread_count())
