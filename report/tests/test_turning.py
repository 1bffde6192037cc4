"""Answers that would change a recommendation, and the rows in a decision record."""

from __future__ import annotations

import pytest

from report.choose.questions import NEEDS
from report.choose.turning import turns
from report.choose.weighing import weighed
from report.rows.row import Row, Rows
from report.tests.test_weighing import ASKED, EXPECTED, spoken, team


@pytest.mark.parametrize("name", EXPECTED)
def test_the_answers_that_would_turn_it_do(rows: Rows, name: str):
    answers = team(name)
    before = weighed(answers, ASKED, rows).recommended
    for one in turns(answers, ASKED, rows):
        other = dict(answers)
        if one.question == NEEDS:
            ticked = [*answers[NEEDS]]
            other[NEEDS] = (
                [*ticked, one.answer]
                if one.ticked
                else [each for each in ticked if each != one.answer]
            )
        else:
            other[one.question] = one.answer
        assert weighed(other, ASKED, rows).recommended == one.found.recommended != before


def test_a_team_that_no_single_answer_turns_is_told_so(rows: Rows):
    assert turns(team("api_beside_models"), ASKED, rows) == []
    assert "No single answer would." in spoken(team("api_beside_models"), rows)


def test_a_record_names_the_heaviest_rows_with_figures_command_and_points(rows: Rows):
    answers = team("content_site")
    found, text = weighed(answers, ASKED, rows), spoken(answers, rows)
    for name in [*found.deciding()[:5], *found.against()[:5]]:
        row: Row = rows[name]
        assert f"- {row.label}: Flask " in text
        assert f"(`{row.command}`): {abs(found.shares[name]):.2f} points" in text
