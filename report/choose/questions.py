"""The questions, and the effect of each answer on the criteria: read from questions.toml."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

QUESTIONS = Path(__file__).with_name("questions.toml")
NEEDS = "needs"
"""The name of the first question, whose answer is a list of features."""
Answers = Mapping[str, str | Sequence[str]]
"""Question → name of the answer; under ``needs`` the names of features."""


@dataclass(frozen=True)
class Criterion:
    """``rows`` count for every team, and ``weight`` is the base weight for every team."""

    name: str
    by: str
    rows: tuple[str, ...] = ()
    weight: float = 0.0
    learned: bool = False
    """Whether a team's knowledge reduces it to zero."""


@dataclass(frozen=True)
class Feature:
    name: str
    rows: Mapping[str, Sequence[str]]
    """The rows of each criterion that count when the feature is selected."""


@dataclass(frozen=True)
class Answer:
    weights: Mapping[str, float] = field(default_factory=dict)
    """The points of each criterion for this answer."""
    knows: Sequence[str] = ()
    """The sides whose words the team knows."""


@dataclass(frozen=True)
class Chooser:
    criteria: tuple[Criterion, ...]
    features: Mapping[str, Feature]
    questions: Mapping[str, Mapping[str, Answer]]
    """The answers of each question except the first."""

    @cached_property
    def whole(self) -> float:
        """The maximum of points over all criteria: a score is between minus this and this."""
        most = [
            max(sum(answer.weights.values()) for answer in answers.values())
            for answers in self.questions.values()
        ]
        return sum(most) + sum(one.weight for one in self.criteria)

    def said(self, answers: Answers) -> Iterator[Answer]:
        for name, options in self.questions.items():
            if name in answers:
                yield options[str(answers[name])]

    def weight(self, criterion: Criterion, answers: Answers) -> float:
        given = (one.weights.get(criterion.name, 0.0) for one in self.said(answers))
        return criterion.weight + sum(given)

    def points(self, criterion: Criterion) -> list[float]:
        """The possible weights of a criterion: for each set of answers to the questions that give
        it points."""
        given = [
            {answer.weights.get(criterion.name, 0.0) for answer in options.values()}
            for options in self.questions.values()
        ]
        return [criterion.weight + sum(one) for one in itertools.product(*given)]

    def rows(self, criterion: Criterion, answers: Answers) -> list[str]:
        """The names of the rows that count: those of every team and of the selected features."""
        ticked = answers.get(NEEDS, ())
        found = [self.features[name].rows.get(criterion.name, ()) for name in ticked]
        return [*criterion.rows, *(row for rows in found for row in rows)]

    def known(self, answers: Answers) -> set[str]:
        return {side for one in self.said(answers) for side in one.knows}

    def answered(self, answers: Answers) -> int:
        """The number of answered questions; the first is open until a feature is selected."""
        return sum(bool(answer) for answer in answers.values())

    def used(self) -> list[str]:
        """Every row that counts for some answers, each once."""
        always = [row for one in self.criteria for row in one.rows]
        ticked = [
            row for one in self.features.values() for rows in one.rows.values() for row in rows
        ]
        return list(dict.fromkeys(always + ticked))

    def check(self, answers: Mapping[str, object]) -> Answers:
        """The same answers, validated. Raises ValueError for an unknown question, answer or
        feature, with the known ones."""
        for name, answer in answers.items():
            if name == NEEDS:
                self.check_needs(answer)
            elif name not in self.questions:
                there = ", ".join([NEEDS, *self.questions])
                raise ValueError(f"there is no question {name!r}; there are: {there}")
            elif answer not in [*self.questions[name]]:
                there = ", ".join(self.questions[name])
                raise ValueError(f"{name}: there is no answer {answer!r}; there are: {there}")
        return answers  # type: ignore[return-value]

    def check_needs(self, ticked: object) -> None:
        there = ", ".join(self.features)
        if not isinstance(ticked, list | tuple):
            raise ValueError(f"{NEEDS}: needs a list of features, such as [{there}]")
        for name in ticked:
            if name not in [*self.features]:
                raise ValueError(f"{NEEDS}: there is no feature {name!r}; there are: {there}")
            if ticked.count(name) > 1:
                raise ValueError(f"{NEEDS}: {name!r} is there twice")


def chooser(file: Path = QUESTIONS) -> Chooser:
    """Raises KeyError or TypeError if the file has another structure than its head describes."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return Chooser(
        tuple(
            Criterion(**{**one, "rows": tuple(one.get("rows", ()))}) for one in listed["criterion"]
        ),
        {one["name"]: Feature(one["name"], one["rows"]) for one in listed["feature"]},
        {
            one["name"]: {name: Answer(**answer) for name, answer in one["answers"].items()}
            for one in listed["question"]
        },
    )
