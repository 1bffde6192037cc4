"""The generated parts of docs/PERFORMANCE.md about code: lines, configuration and names."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from report.markdown import table
from report.records import recorded
from report.rows import measured
from report.rows.row import short


def words() -> str:
    """The lines of each side by kind, and the number of names to know."""
    lines, known = recorded("minimal")["lines"], recorded("code")["vocabulary"]
    configuration = measured()["configuration, all of Bookshelf"]
    rows = [
        ["own lines", *(f"{lines[side]['parity']['own']:,}" for side in SIDES)],
        [
            "of these, configuration",
            *(short(configuration[side]) for side in SIDES),
        ],
        [
            "generated lines (migrations)",
            *(f"{lines[side]['parity']['generated']:,}" for side in SIDES),
        ],
        [
            "names of the framework and its extensions",
            *(f"{known[side]['distinct']:,}" for side in SIDES),
        ],
        ["of these, settings", *(f"{known[side]['kinds']['setting']:,}" for side in SIDES)],
        ["of these, used once", *(f"{known[side]['once']:,}" for side in SIDES)],
        ["uses of all names", *(f"{known[side]['written']:,}" for side in SIDES)],
    ]
    return table(["", "Flask", "Django"], rows, "lrr")
