"""A recommendation follows from measured rows, and from no answer alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from report.choose.__main__ import read
from report.choose.weighing import Question, questions, weighed
from report.rows.row import Rows

TEAMS = Path(__file__).parents[1] / "choose" / "teams"
ASKED = questions()
ANSWERS = [(one.name, answer) for one in ASKED for answer in one.answers]
EXPECTED = {
    "internal_tool": (
        "django",
        {"protections held by themselves", "packages installed", "own lines, Admin"},
    ),
    "content_site": (
        "django",
        {"change, ten_pages", "protections held by themselves", "own lines, Admin"},
    ),
    "api_beside_models": (
        "flask",
        {"models to write again, SQLAlchemy's are there", "instructions, create"},
    ),
    "regulated": ("django", {"protections held by themselves", "protections to write"}),
}
"""What each stated team should hear, and rows of which one should be among those that decide."""


@pytest.mark.parametrize("team", EXPECTED)
def test_what_a_stated_team_hears(rows: Rows, team: str):
    recommended, rows_expected = EXPECTED[team]
    found = weighed(read(TEAMS / f"{team}.toml"), ASKED, rows)
    assert found.recommended == recommended
    assert rows_expected & set(found.deciding())


def test_every_stated_team_is_a_test():
    assert {file.stem for file in TEAMS.glob("*.toml")} == set(EXPECTED)


def test_there_are_at_most_ten_questions():
    assert len(ASKED) <= 10


def test_whoever_answers_nothing_hears_either(rows: Rows):
    assert weighed({}, ASKED, rows).recommended == "either"


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_no_answer_decides_alone(rows: Rows, name: str, answer: str):
    assert weighed({name: answer}, ASKED, rows).recommended == "either"


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_no_answer_rules_a_side_out(rows: Rows, name: str, answer: str):
    heard = {
        weighed(most(rows, sign) | {name: answer}, ASKED, rows).recommended for sign in (-1, 1)
    }
    assert heard == {"flask", "django"}


def most(rows: Rows, sign: int) -> dict[str, str]:
    """The answers that speak most for a side."""
    return {
        one.name: max(one.answers, key=lambda answer: sign * alone(one, answer, rows))
        for one in ASKED
    }


def alone(one: Question, answer: str, rows: Rows) -> float:
    return weighed({one.name: answer}, ASKED, rows).score


def test_rows_turned_round_turn_the_recommendation(rows: Rows):
    answers = read(TEAMS / "regulated.toml")
    turned = {name: row.reversed() for name, row in rows.rows.items()}
    score, other = weighed(answers, ASKED, rows).score, weighed(answers, ASKED, turned).score
    assert other == pytest.approx(-score)


def test_every_row_that_an_answer_names_is_measured(rows: Rows):
    named = {row for one in ASKED for answer in one.answers.values() for row in answer.rows}
    assert named <= set(rows)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "answers"),
        ("[answers]\nfood = 'yes'", "there are: data, accounts"),
        ("[answers]\ndata = 'cats'", "there are: staff, programs"),
        ("[answers", "answers"),
    ],
    ids=["empty", "question", "answer", "no TOML"],
)
def test_a_file_that_is_wrong_is_told_what_is_right(
    rows: Rows, tmp_path: Path, text: str, told: str
):
    file = tmp_path / "team.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        weighed(read(file), ASKED, rows)


def test_every_weight_is_in_the_file():
    text = (Path(__file__).parents[1] / "choose" / "questions.toml").read_text(encoding="utf-8")
    weights = [
        answer["rows"]
        for one in tomllib.loads(text)["question"]
        for answer in one["answers"].values()
    ]
    assert weights == [dict(answer.rows) for one in ASKED for answer in one.answers.values()]
