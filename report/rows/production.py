"""What failed and what was lost in production, and how many slow clients a server bears."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s faults"


def rows() -> Iterator[Row]:
    facts = {side: recorded(f"faults-{side}")["faults"] for side in SIDES}
    lost = {side: sum(one["lost"] + one["twice"] for one in facts[side].values()) for side in SIDES}
    yield Row("acknowledged writes lost", lost, "writes", COMMAND)
    stored = {side: sum(one["acknowledged"] for one in facts[side].values()) for side in SIDES}
    yield Row("acknowledged writes", stored, "writes", COMMAND, less_is_better=False)
    for side in SIDES:
        slow = recorded(f"slow-{side}")
        answered = {
            "behind nginx": slow["behind_nginx"]["answered"],
            "gunicorn alone": slow["straight"]["crowded"],
        }
        yield Row(f"answered beside slow clients, {side}", answered, f"of {slow['asked']}", COMMAND)
