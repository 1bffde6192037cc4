"""Packages, disk, memory, starts and lines: of one file, and of all of Bookshelf."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report import medians
from report.records import PYTHONS, recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- minimal"
ENDS = ("one file", "parity")


def rows() -> Iterator[Row]:
    facts = recorded("minimal")
    for step in ENDS:
        at = facts["steps"][step]
        yield Row(
            f"packages, {step}",
            {side: len(at[side]["packages"]) for side in SIDES},
            "packages",
            COMMAND,
        )
        yield Row(f"disk, {step}", {side: at[side]["bytes"] / 1e6 for side in SIDES}, "MB", COMMAND)
        yield Row(
            f"lines, {step}", {side: at[side]["own_lines"] for side in SIDES}, "lines", COMMAND
        )
        served = facts["served"][step]
        memory = {side: medians.memory(served[side]) for side in SIDES}
        yield Row(f"memory of a worker, {step}", memory, "MB", COMMAND)
        first = {side: medians.first_response(served[side]) for side in SIDES}
        clear = (
            facts["crossings"]["first_answer_seconds"]["verdicts"][step] != "no clear difference"
        )
        yield Row(f"first answer, {step}", first, "ms", COMMAND, clear=clear)
        settings = {side: facts["lines"][side][step]["configuration"] for side in SIDES}
        yield Row(f"configuration, {step}", settings, "lines", COMMAND)
    made = {side: facts["lines"][side]["parity"]["generated"] for side in SIDES}
    yield Row("generated lines", made, "lines", COMMAND)
    installed = {side: len(recorded(PYTHONS[-1])["footprint"][side]["packages"]) for side in SIDES}
    yield Row("packages installed", installed, "packages", "nox -s flask django")
