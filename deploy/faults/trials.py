"""Overloads instead of failures: each trial by its name, and its limits."""

from __future__ import annotations

from collections.abc import Callable

from deploy.faults.crowd import gather_crowd
from deploy.faults.floods import flood_sign_ins
from deploy.faults.site import Site
from deploy.faults.spreadsheets import spread_out

TRIALS: dict[str, Callable[[Site], None]] = {
    "crowd": gather_crowd,
    "sign-ins": flood_sign_ins,
    "csv": spread_out,  # last: the books stay
}
