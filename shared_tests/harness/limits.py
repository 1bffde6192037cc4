"""What the system lets a process have."""

from __future__ import annotations

import resource


def open_files(wanted: int) -> int:
    """Let this process, and what it starts, have so many files open, as far as may be; how many it
    may have now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft if soft != resource.RLIM_INFINITY else wanted
