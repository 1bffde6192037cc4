"""Which core a process runs on, and how much processor time it and all that it started have
used."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def core_of_servers() -> set[int]:
    return {min(os.sched_getaffinity(0))}


def core_of_clients() -> set[int]:
    """Another one than the servers', where there is another."""
    return {max(os.sched_getaffinity(0))}


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """What the calling thread starts within the block runs on these cores alone, and so does the
    thread itself."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def tree(pid: int) -> list[int]:
    """A process and all that it and its children have started and that still run."""
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
    """What clock_getcpuclockid(3) is for: exact, where /proc/PID/stat counts hundredths of a
    second."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it has ended
        return 0.0
