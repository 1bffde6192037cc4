"""The ledger: each claim judged by the measured rows."""

from __future__ import annotations

from types import ModuleType

from report.claims import building, notes, security, speed, untested
from report.claims.claim import Claim, Judged, judged
from report.rows.row import Rows

TOPICS: dict[str, ModuleType] = {
    "What is said first": notes,
    "Speed and size": speed,
    "Security": security,
    "Building and changing": building,
}


def of_module(module: ModuleType) -> list[Claim]:
    return [one for one in vars(module).values() if isinstance(one, Claim)]


def claims() -> dict[str, list[Claim]]:
    """All claims by topic."""
    return {topic: of_module(module) for topic, module in TOPICS.items()} | {
        "Not tested": untested.CLAIMS
    }


def ledger(rows: Rows) -> dict[str, list[Judged]]:
    return {topic: [judged(one, rows) for one in listed] for topic, listed in claims().items()}
