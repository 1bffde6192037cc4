"""Reads the run that all figures come from."""

from __future__ import annotations

import json
from functools import cache

from benchmarks.common.run import RESULTS

RUN = "2026-11-30-debian12-2cores"
"""The folder of benchmarks/results from which every measured figure comes."""
FILES = RESULTS / RUN
PYTHONS = ("py3.11", "py3.13")
"""The figures of the last one are quoted."""


@cache
def recorded(name: str) -> dict:
    """A file of the named run. Raises FileNotFoundError if it was not recorded."""
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
