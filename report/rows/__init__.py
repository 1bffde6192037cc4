"""All measured rows, from the named run and from the current code."""

from __future__ import annotations

from functools import cache

from report.rows import (
    adding,
    api,
    changes,
    code,
    footprint,
    growth,
    live,
    load,
    moving,
    production,
    requests,
    security,
    tracking,
    upkeep,
    waiting,
)
from report.rows.row import Row, Rows

PARTS = (
    *(requests, footprint, adding, code, security, changes, api),
    *(moving, load, growth, production, upkeep, tracking, waiting, live),
)


def measured() -> Rows:
    """Raises FileNotFoundError for a part that was not recorded, and ValueError for two rows with
    one name. Cached: an interval takes thousands of resamples."""
    return Rows({row.name: row for row in computed()})


@cache
def computed() -> tuple[Row, ...]:
    found: list[Row] = [row for part in PARTS for row in part.rows()]
    names = [row.name for row in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"named twice: {', '.join(sorted(twice))}")
    return tuple(found)
