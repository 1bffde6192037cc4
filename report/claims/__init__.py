"""The claims, each with a verdict from the measured rows."""

from __future__ import annotations

from report.claims.claim import claims, topics
from report.claims.judging import Judged, judged
from report.rows.row import Rows


def ledger(rows: Rows) -> dict[str, list[Judged]]:
    """By topic."""
    found = [judged(one, rows) for one in claims()]
    return {topic: [one for one in found if one.claim.topic == topic] for topic in topics()}
