"""The finding of a probe."""

from __future__ import annotations

from dataclasses import dataclass

HELD, NOT_HELD, DOES_NOT_APPLY = "held", "not held", "does not apply"


@dataclass(frozen=True)
class Finding:
    verdict: str
    observed: str


def held_if(condition: object, observed: object) -> Finding:
    return Finding(HELD if condition else NOT_HELD, str(observed))


def does_not_apply(why: str) -> Finding:
    return Finding(DOES_NOT_APPLY, why)
