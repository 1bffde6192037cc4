"""The core of a process, and the CPU time of it and its descendants."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def core_of_servers() -> set[int]:
    return {min(os.sched_getaffinity(0))}


def core_of_clients() -> set[int]:
    """A core other than the servers', if there is one."""
    return {max(os.sched_getaffinity(0))}


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """The calling thread and processes that it starts within the block run only on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def tree(pid: int) -> list[int]:
    """A process and its running descendants."""
    found = [pid]
    for parent in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="utf-8").split())
    return found


def processor_seconds(pid: int) -> float:
    """Seconds that a process and its descendants have run, in user space and in the kernel, with
    threads that ended."""
    return sum(clock(one) for one in tree(pid))


def clock(pid: int) -> float:
    """The clock of clock_getcpuclockid(3): exact, while /proc/PID/stat counts hundredths of a
    second."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it has ended
        return 0.0
