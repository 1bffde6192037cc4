"""The share of each recommendation among all complete sets of answers."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import mul

from report.choose.questions import NEEDS, Answers, Chooser, chooser
from report.choose.texts import Texts
from report.choose.weighing import parts, recommended, to_learn
from report.markdown import table
from report.rows import measured
from report.rows.row import Row

OUTCOMES = ("flask", "either", "django")
Heard = Counter[str]
"""The number of sets of answers for each recommendation."""


@dataclass(frozen=True)
class Shares:
    all: Heard
    by_answer: Mapping[tuple[str, str], Heard]
    """The same for sets with a given answer, or a feature under ``needs``."""


def shares(asked: Chooser, rows: Mapping[str, Row]) -> Shares:
    """Every set of features with every answer to every other question. The criteria depend only on
    features and knowledge, so each is computed once for all answers that share these."""
    combined = [dict(zip(asked.questions, one, strict=True)) for one in all_answers(asked)]
    weights = [[asked.weight(one, answers) for one in asked.criteria] for answers in combined]
    known = [frozenset(asked.known(answers)) for answers in combined]
    of_each: list[Heard] = [Counter() for _ in combined]
    by_answer: dict[tuple[str, str], Heard] = defaultdict(Counter)
    for needs in subsets([*asked.features]):
        sides = {each: advantages(needs, each, asked, rows) for each in set(known)}
        with_these: Heard = Counter()
        for heard, weighing, each in zip(of_each, weights, known, strict=True):
            outcome = recommended(sum(map(mul, weighing, sides[each])))
            heard[outcome] += 1
            with_these[outcome] += 1
        for name in needs:
            by_answer[NEEDS, name].update(with_these)
    for answers, heard in zip(combined, of_each, strict=True):
        for key in answers.items():
            by_answer[key].update(heard)
    return Shares(sum(of_each, Counter()), by_answer)


@cache
def of_measured() -> Shares:
    """Of our chooser over the measured rows. Cached, because three documents show it."""
    return shares(chooser(), measured())


def all_answers(asked: Chooser) -> Iterator[tuple[str, ...]]:
    return itertools.product(*asked.questions.values())


def subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    for count in range(len(names) + 1):
        yield from itertools.combinations(names, count)


def advantages(
    needs: tuple[str, ...], known: frozenset[str], asked: Chooser, rows: Mapping[str, Row]
) -> list[float]:
    """Django's advantage in each criterion, between -1 and 1."""
    answers: Answers = {NEEDS: needs}
    found = []
    for one in asked.criteria:
        learned = set(known) if one.learned else set()
        counted = [to_learn(rows[name], learned) for name in asked.rows(one, answers)]
        found.append(sum(part for _, part in parts(one, counted)))
    return found


def in_words(found: Shares, asked: Chooser, texts: Texts) -> str:
    """The shares as Markdown: of all sets, and of those with each answer."""
    lines = [[f"**{texts.command('all')}**", *cells(found.all)]]
    for question in [NEEDS, *asked.questions]:
        options = asked.features if question == NEEDS else asked.questions[question]
        lines.append([f"**{texts.asks(question)}**", "", "", ""])
        lines += [
            [texts.says(question, name), *cells(found.by_answer[question, name])]
            for name in options
        ]
    words = texts.command("every", count=f"{found.all.total():,}")
    heading = [texts.command("sets"), *map(texts.side, OUTCOMES)]
    return f"{words}\n\n{table(heading, lines, 'lrrr')}"


def why(asked: Chooser, rows: Mapping[str, Row], texts: Texts) -> str:
    """The criteria when everything is selected and neither side is known, as Markdown: the reason
    for the shares."""
    needs = tuple(asked.features)
    ahead = advantages(needs, frozenset(), asked, rows)
    lines = []
    for one, advantage in zip(asked.criteria, ahead, strict=True):
        counted = [rows[name] for name in asked.rows(one, {NEEDS: needs}) if rows[name].clear]
        most = max(asked.points(one))
        lines.append(
            [texts.criterion(one.name), str(len(counted)), f"{most:g}", f"{advantage:+.2f}"]
        )
    lines.sort(key=lambda line: float(line[-1]))
    heading = ["criterion", "rows", "most", "advantage"]
    return table([texts.command(name) for name in heading], lines, "lrrr")


def cells(heard: Heard) -> list[str]:
    return [f"{100 * heard[one] / heard.total():.0f} %" for one in OUTCOMES]
