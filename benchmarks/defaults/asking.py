"""The rows in order, and probing an application for each of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.probes import (
    abilities,
    admin,
    bodies,
    forgery,
    headers,
    injection,
    sessions,
    signing_in,
)
from benchmarks.defaults.subjects import SUBJECTS
from benchmarks.defaults.user import Site, served

LONGEST = 900  # seconds for one application
GUESSING = "Signing in"  # the group in which every row fails to sign in


@dataclass(frozen=True)
class Row:
    """A promise of the contract, and its probe."""

    name: str
    group: str
    says: str
    probe: Callable[[Site], Finding]


def rows_of(module) -> list[Row]:
    """A docstring may take two lines; the text of a row is one."""
    return [
        Row(one.__name__, module.__doc__.rstrip("."), " ".join(one.__doc__.split()), one)
        for one in module.ROWS
    ]


MODULES = (signing_in, sessions, forgery, headers, injection, bodies, admin, abilities)
ROWS = [row for module in MODULES for row in rows_of(module)]


def ask(name: str, advance: Callable[[], object]) -> dict[str, Finding]:
    """Serve one application and run every probe. Raises RuntimeError when that takes too long."""
    found: dict[str, Finding] = {}
    end = time.monotonic() + LONGEST
    with (
        TemporaryDirectory(prefix="defaults-") as folder,
        served(SUBJECTS[name](Path(folder)), Path(folder)) as site,
    ):
        for row, before in zip(ROWS, (None, *ROWS), strict=False):
            if time.monotonic() > end:
                raise RuntimeError(f"{name} took more than {LONGEST} s to respond")
            if row.group == GUESSING or before is None or row.group != before.group:
                site.forget_failures()
            try:
                found[row.name] = row.probe(site)
            except httpx.TransportError as error:
                found[row.name] = held_if(False, type(error).__name__)
            advance()
    return found
