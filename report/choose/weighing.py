"""Weights the measured rows by a team's answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks.common.features import SIDES
from report.choose.questions import Answers, Chooser, Criterion
from report.rows.row import FACTOR, Row

CLOSE = 1.0
"""In points. A score closer to zero gives "either": one criterion of weight 1 can change it."""
ENOUGH = 3
"""With fewer answers nothing is recommended: no answer decides alone."""
SHOWN = 5
"""The number of rows that are listed for each side; the rest is summed."""


@dataclass(frozen=True)
class Weighed:
    """A recommendation. ``score`` is in points, below zero for Flask and above for Django."""

    score: float
    shares: Mapping[str, float]
    """The contribution of each row to the score."""
    known: Mapping[str, set[str]]
    """The known sides of each row that has such."""
    enough: bool = True
    """Whether there are enough answers for a recommendation."""

    @property
    def recommended(self) -> str:
        return recommended(self.score) if self.enough else "either"

    @property
    def leaning(self) -> float:
        return 1.0 if self.score > 0 else -1.0

    def deciding(self) -> list[str]:
        """The rows that speak for the side that is ahead, the heaviest first."""
        return self.ordered(self.leaning)

    def against(self) -> list[str]:
        """The rows that speak for the other side, the heaviest first."""
        return self.ordered(-self.leaning)

    def ordered(self, sign: float) -> list[str]:
        found = [name for name, share in self.shares.items() if sign * share > 0]
        return sorted(found, key=lambda name: -size(self.shares[name]))


def size(points: float) -> float:
    """The sort key of points: a difference by rounding counts as equal, here and in the page."""
    return round(abs(points), 6)


def recommended(score: float) -> str:
    if abs(score) < CLOSE:
        return "either"
    return "django" if score > 0 else "flask"


def weighed(answers: Answers, asked: Chooser, rows: Mapping[str, Row]) -> Weighed:
    """Raises ValueError for an unknown answer, with the known ones."""
    asked.check(answers)
    shares: dict[str, float] = {}
    spared: dict[str, set[str]] = {}
    for criterion, found in counted(answers, asked, rows):
        shares |= found
        if known := asked.known(answers) if criterion.learned else set():
            spared |= dict.fromkeys(found, known)
    return Weighed(sum(shares.values()), shares, spared, asked.answered(answers) >= ENOUGH)


def counted(
    answers: Answers, asked: Chooser, rows: Mapping[str, Row]
) -> Iterator[tuple[Criterion, dict[str, float]]]:
    """Each criterion with what its rows add to the score, in points."""
    for criterion in asked.criteria:
        weight = asked.weight(criterion, answers)
        read = read_by(criterion, answers, asked, rows) if weight else []
        found = parts(criterion, read)
        yield criterion, {name: weight * part for name, part in found}


def read_by(
    criterion: Criterion, answers: Answers, asked: Chooser, rows: Mapping[str, Row]
) -> list[Row]:
    """The rows that count in a criterion, as the team has to learn them."""
    known = asked.known(answers) if criterion.learned else set()
    return [to_learn(rows[name], known) for name in asked.rows(criterion, answers)]


def to_learn(row: Row, known: set[str]) -> Row:
    """The row with zero for the sides that the team knows."""
    if not known:
        return row
    values = {side: 0.0 if side in known else row[side] for side in SIDES}
    return replace(row, values=values, names=dict(row.names) | {side: {} for side in known})


def parts(criterion: Criterion, rows: list[Row]) -> Iterator[tuple[str, float]]:
    """The contribution of each row to Django's advantage in a criterion; their sum is between -1
    and 1. A row without a clear difference counts nothing, neither for a side nor in a total."""
    clear = [row for row in rows if row.clear]
    if criterion.by == "mean":
        yield from ((row.name, row.advantage() / len(clear)) for row in clear)
        return
    slope = per_unit(totals(criterion, clear))
    figures = {side: counts(criterion, clear, side) for side in SIDES}
    for row, flask, django in zip(clear, figures["flask"], figures["django"], strict=True):
        less = flask - django
        yield row.name, slope * (less if row.less_is_better else -less)


def counts(criterion: Criterion, rows: list[Row], side: str) -> list[float]:
    """What each row adds to the total of a side. In a union each name counts once: it is divided
    among the rows that have it."""
    if criterion.by != "union":
        return [row[side] for row in rows]
    times = Counter(name for row in rows for name in row.names[side])
    return [sum(amount / times[name] for name, amount in row.names[side].items()) for row in rows]


def totals(criterion: Criterion, rows: list[Row]) -> dict[str, float]:
    """The totals that are compared; what differs by rounding alone is equal."""
    return {side: round(sum(counts(criterion, rows, side)), 6) for side in SIDES}


def per_unit(compared: Mapping[str, float]) -> float:
    """The advantage per unit of the difference of both totals."""
    flask, django = (compared[side] for side in SIDES)
    if not flask + django:
        return 0.0
    if flask == django:
        return 1 / (flask * math.log(FACTOR))
    return Row("", compared, "", "").advantage() / (flask - django)
