"""A claim that people make, and the verdict that measured rows give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from report.rows.row import Row, Rows


class Result(StrEnum):
    HOLDS = "holds"
    IN_PART = "holds in part"
    DOES_NOT_HOLD = "does not hold"
    CANNOT_BE_TESTED = "cannot be tested here"


@dataclass(frozen=True)
class Verdict:
    result: Result
    words: str
    """The figures that it stands on, in a sentence."""


Judge = Callable[[Rows], Verdict]


@dataclass(frozen=True)
class Claim:
    says: str
    by: str
    """Who says so."""
    judge: Judge

    @property
    def name(self) -> str:
        return self.judge.__name__


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict, the rows that were read for it, and the commands that show
    these."""

    claim: Claim
    verdict: Verdict
    rows: list[str]
    commands: list[str]


def claim(says: str, by: str) -> Callable[[Judge], Claim]:
    """Makes a claim of the function that judges it."""
    return lambda judge: Claim(says, by, judge)


def verdict(words: str, *conditions: bool) -> Verdict:
    """A claim holds when all that it says holds, in part when some of it does."""
    result = (
        Result.HOLDS
        if all(conditions)
        else Result.IN_PART
        if any(conditions)
        else Result.DOES_NOT_HOLD
    )
    return Verdict(result, words)


def judged(one: Claim, rows: Rows) -> Judged:
    seen = Rows(rows.rows)
    found = one.judge(seen)
    commands = list(dict.fromkeys(rows.rows[name].command for name in seen.read))
    return Judged(one, found, seen.read, commands)


MARGIN = 1.1
"""What is less than a tenth apart is called about the same."""


def less(row: Row, one: str, other: str) -> bool:
    """Whether ``one`` has clearly less of it than ``other``."""
    return row.clear and row[one] * MARGIN <= row[other] and row[one] < row[other]


def held(row: Row) -> str:
    """Who keeps a protection without our doing."""
    names = ("bare Flask", "Flask with extensions", "Django")
    return "held by itself: " + ", ".join(
        f"{name} {'yes' if row[name] else 'no'}" for name in names
    )


def figures(row: Row, digits: int = 0) -> str:
    """``Flask 2,008, Django 1,774 lines``"""
    return f"Flask {row['flask']:,.{digits}f}, Django {row['django']:,.{digits}f} {row.unit}"
