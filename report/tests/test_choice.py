"""The part of COMPARISON.md about teams: its figures follow the rows and the answers."""

from __future__ import annotations

import re

import pytest

from report.choose.__main__ import read
from report.choose.questions import chooser
from report.choose.shares import OUTCOMES, of_measured
from report.choose.weighing import weighed
from report.rows.row import Rows
from report.sections import choice
from report.tests.test_weighing import EXPECTED, TEAMS

ASKED = chooser()


@pytest.mark.parametrize("team", EXPECTED)
def test_the_figures_of_each_reason_are_better_on_the_side_that_it_speaks_for(
    rows: Rows, team: str
):
    answers = read(TEAMS / f"{team}.toml")
    found = weighed(answers, ASKED, rows)
    for name in choice.reasons(answers, ASKED, rows):
        (criterion,) = (one for one in ASKED.criteria if one.name == name)
        (less, *_) = {rows[one].less_is_better for one in ASKED.rows(criterion, answers)}
        said = choice.totals(name, answers, ASKED, rows)
        flask, *django = (float(one.replace(",", "")) for one in re.findall(r"[\d.,]+", said))
        ahead = "django" if (flask > django[0] if django else flask < 1) == less else "flask"
        assert ahead == ("django" if found.leaning > 0 else "flask")


def test_what_the_team_knows_is_counted_as_zero(rows: Rows):
    answers = read(TEAMS / "flask_api.toml")
    assert choice.totals("words", answers, ASKED, rows).startswith("0 : ")


def test_the_question_that_decides_most_is_the_named_one():
    """By the widest difference between the shares of its answers."""
    found = of_measured().by_answer

    def widest(question: str) -> float:
        of_each = [found[question, answer] for answer in ASKED.questions[question]]
        shares = [[heard[one] / heard.total() for heard in of_each] for one in OUTCOMES]
        return max(max(each) - min(each) for each in shares)

    assert max(ASKED.questions, key=widest) == choice.DECIDES
