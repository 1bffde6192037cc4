"""A measured row: one figure for each side or other key, with the command that shows it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

T = TypeVar("T")
FACTOR = 3.0  # the factor at which the advantage is 1


def short(figure: float) -> str:
    """As shown to readers, with about three digits."""
    if figure >= 100 or figure == int(figure):
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


@dataclass(frozen=True)
class Row:
    """``values`` has a figure for each key: ``flask`` and ``django`` in most rows."""

    name: str
    values: Mapping[str, float]
    unit: str
    command: str
    less_is_better: bool = True
    clear: bool = True
    """Whether the difference is larger than the variation between repeats."""
    detail: str = ""
    """A note on the figures, such as the number of queries."""
    names: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """For each side what its figure adds up, where another row may count the same; below zero where
    this takes away what another row counts."""
    by_rounds: float | None = None
    """Of what was measured in turn: the median of the rounds' own ratios of the second figure to
    the first, in place of the quotient of the two medians."""

    def __getitem__(self, what: str) -> float:
        return self.values[what]

    @property
    def label(self) -> str:
        """The name for readers: those of changes and protections are file names."""
        return self.name.replace("_", " ").replace("by itself: ", "held by itself, ")

    @property
    def ratio(self) -> float:
        """Django's figure as a multiple of Flask's; infinite if Flask's is zero."""
        return self.times("flask", "django")

    def times(self, one: str, other: str) -> float:
        """The figure of ``other`` as a multiple of that of ``one``; infinite if that is zero."""
        if self.by_rounds is not None:
            return self.by_rounds if one == next(iter(self.values)) else 1 / self.by_rounds
        if self[one] <= 0:
            return 1.0 if self[other] <= self[one] else math.inf
        return self[other] / self[one]

    def advantage(self) -> float:
        """Django's advantage: 1 if Flask needs FACTOR times as much or more, 0 without a clear
        difference."""
        if not self.clear:
            return 0.0
        ahead = -math.log(self.ratio, FACTOR) if self.ratio else math.inf
        return max(-1.0, min(1.0, ahead if self.less_is_better else -ahead))

    @classmethod
    def of_names(
        cls,
        name: str,
        names: Mapping[str, Mapping[str, float]],
        unit: str,
        command: str,
        detail: str = "",
    ) -> Row:
        """The row whose figures are the sums of what is named."""
        values = {side: sum(found.values()) for side, found in names.items()}
        return cls(name, values, unit, command, detail=detail, names=names)

    def reversed(self) -> Row:
        """The row with the figures of both sides exchanged."""
        if "django" not in self.values:
            return self
        rounds = None if self.by_rounds is None else 1 / self.by_rounds
        values, names = exchanged(self.values), exchanged(self.names)
        return replace(self, values=values, names=names, by_rounds=rounds)


def each(names: Iterable[str], amount: float = 1) -> dict[str, float]:
    """Names that count alike."""
    return dict.fromkeys(names, amount)


def exchanged(sides: Mapping[str, T]) -> dict[str, T]:
    others = {"flask": "django", "django": "flask"}
    return {key: sides[others.get(key, key)] for key in sides}


class Rows(Mapping[str, Row]):
    """Rows by name; records which were read, so that a claim need not list its rows."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.rows = dict(rows)
        self.read: list[str] = []

    def __getitem__(self, name: str) -> Row:
        if name not in self.read:
            self.read.append(name)
        return self.rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def changed(self, row: Row) -> Rows:
        """All rows with one replaced."""
        return Rows(self.rows | {row.name: row})
