"""Weighs the measured rows by a team's answers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.rows.row import Row

QUESTIONS = Path(__file__).with_name("questions.toml")
CLOSE = 0.11
"""A team whose score is nearer to nought should hear "either"; more than one answer of ten can
reach by itself."""
SHOWN = 3


@dataclass(frozen=True)
class Answer:
    says: str
    rows: Mapping[str, float]
    """The weight of each row that this answer makes important."""


@dataclass(frozen=True)
class Question:
    name: str
    asks: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Weighed:
    """A recommendation. ``score`` is between -1, all for Flask, and 1, all for Django."""

    score: float
    shares: Mapping[str, float]
    """What each row adds to the score."""

    @property
    def recommended(self) -> str:
        if abs(self.score) < CLOSE:
            return "either"
        return "django" if self.score > 0 else "flask"

    @property
    def leaning(self) -> float:
        return 1.0 if self.score > 0 else -1.0

    def deciding(self) -> list[str]:
        """The rows that speak most for the side that is ahead."""
        return self.ordered(self.leaning)[:SHOWN]

    def against(self) -> list[str]:
        """All rows that speak for the other side, the heaviest first."""
        return self.ordered(-self.leaning)

    def ordered(self, sign: float) -> list[str]:
        found = [name for name, share in self.shares.items() if sign * share > 0]
        return sorted(found, key=lambda name: -abs(self.shares[name]))


def questions(file: Path = QUESTIONS) -> list[Question]:
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    return [
        Question(
            one["name"],
            one["asks"],
            {name: Answer(**answer) for name, answer in one["answers"].items()},
        )
        for one in listed
    ]


def weighed(answers: Mapping[str, str], asked: list[Question], rows: Mapping[str, Row]) -> Weighed:
    """Each question has the same say: one part of as many as there are questions, shared by its
    answer's rows.

    Raises ValueError for a question or an answer that there is not, with those that there are.
    """
    check(answers, asked)
    shares: dict[str, float] = {}
    for one in asked:
        if one.name in answers:
            weights = one.answers[answers[one.name]].rows
            for name, weight in weights.items():
                share = weight / sum(weights.values()) / len(asked) * rows[name].advantage()
                shares[name] = shares.get(name, 0.0) + share
    return Weighed(sum(shares.values()), shares)


def check(answers: Mapping[str, str], asked: list[Question]) -> None:
    known = {one.name: one.answers for one in asked}
    for name, answer in answers.items():
        if name not in known:
            raise ValueError(f"there is no question {name!r}; there are: {', '.join(known)}")
        if answer not in known[name]:
            raise ValueError(
                f"{name}: there is no answer {answer!r}; there are: {', '.join(known[name])}"
            )
