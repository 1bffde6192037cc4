"""Single answers that would change a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report.choose.questions import NEEDS, Answers, Chooser
from report.choose.weighing import Weighed, size, weighed
from report.rows.row import Row


@dataclass(frozen=True)
class Turn:
    """Another answer, and the resulting recommendation. Under ``needs`` it is the feature that is
    selected or deselected."""

    question: str
    answer: str
    found: Weighed
    ticked: bool = True


def turns(answers: Answers, asked: Chooser, rows: Mapping[str, Row]) -> list[Turn]:
    """The answers that change the recommendation, the clearest score first; empty if no single
    answer does."""
    before = weighed(answers, asked, rows).recommended
    found = [one for one in others(answers, asked, rows) if one.found.recommended != before]
    return sorted(found, key=lambda one: -size(one.found.score))


def others(answers: Answers, asked: Chooser, rows: Mapping[str, Row]) -> Iterator[Turn]:
    """Every set of answers that differs in one."""
    ticked = [*answers.get(NEEDS, ())]
    for name in asked.features:
        left = [one for one in ticked if one != name]
        needs = left if name in ticked else [*ticked, name]
        found = weighed({**answers, NEEDS: needs}, asked, rows)
        yield Turn(NEEDS, name, found, name not in ticked)
    for question, options in asked.questions.items():
        for name in options:
            if name != answers.get(question):
                yield Turn(question, name, weighed({**answers, question: name}, asked, rows))
