"""Finds the parts of a run in its folder, and maps plots to parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.common.run import json_object
from report.plots import preparing, preparing_load
from report.plots.preparing import Facts
from report.plots.style import Draw

PLOTS: dict[str, tuple[str, Callable[[Facts], Draw | None]]] = {
    "cpu": ("requests", preparing.of_cpu),
    "instructions": ("requests", preparing.of_instructions),
    "steps": ("steps", preparing.of_steps),
    "growth": ("growth", preparing.of_growth),
    "servers": ("load", preparing_load.of_servers),
    "pools": ("load", preparing_load.of_pools),
    "latency": ("load", preparing_load.of_latency),
    "footprint": ("minimal", preparing.of_footprint),
}
"""Each plot with its part of a run; a part without the samples for it gives None."""
PARTS = {part for part, _ in PLOTS.values()}


def parts(folder: Path) -> dict[str, Facts]:
    """The facts of each part: from the file of its name, or from a file with several parts.

    Raises SystemExit with one line for a file that is broken.
    """
    found: dict[str, Facts] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            facts = json_object(file)
        except (ValueError, OSError) as error:
            raise SystemExit(f"{file} cannot be read: {error}") from None
        found |= (
            {file.stem: facts}
            if file.stem in PARTS
            else {name: facts[name] for name in PARTS & facts.keys()}
        )
    return found
