"""The system's limits for a process."""

from __future__ import annotations

import resource


def open_files(wanted: int) -> int:
    """Raise the limit of open files for this process and its children as far as possible, up to
    this number. Returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft if soft != resource.RLIM_INFINITY else wanted
