"""A recommendation follows from the rows of the selected features, and from no single answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from report.choose.__main__ import read
from report.choose.questions import NEEDS, Answers, chooser
from report.choose.record import record
from report.choose.texts import texts
from report.choose.weighing import weighed
from report.rows.row import Rows

TEAMS = Path(__file__).parents[1] / "choose" / "teams"
ASKED = chooser()
SAID = texts()
ANSWERS = [(question, name) for question, options in ASKED.questions.items() for name in options]
TICKS: list[tuple[str, str | list[str]]] = [(NEEDS, [name]) for name in ASKED.features]
EXPECTED = {
    "flask_api": ("flask", "names to know, Models and migrations"),
    "tiny_tool": ("either", "own lines, Error pages"),
    "api_accounts": ("either", "CPU, create"),
    "content_site": ("django", "packages of Admin"),
    "regulated": ("django", "protections, Headers"),
    "django_service": ("django", "names to know, JSON API"),
    "flask_admin": ("either", "names to know, Admin"),
    "internal_tool": ("django", "own lines, Admin"),
    "api_beside_models": ("flask", "models to write again, SQLAlchemy's are there"),
}
"""The expected recommendation of each example team, and a row that should be among the ten
heaviest."""
TEN = 10


def team(name: str) -> Answers:
    return read(TEAMS / f"{name}.toml")


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_stated_team_hears(rows: Rows, name: str):
    recommended, row = EXPECTED[name]
    found = weighed(team(name), ASKED, rows)
    assert found.recommended == recommended
    assert row in found.deciding()[:TEN]


def test_every_stated_team_is_a_test():
    assert {file.stem for file in TEAMS.glob("*.toml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_stated_team_leaves_nothing_open(name: str):
    assert set(team(name)) == {NEEDS, *ASKED.questions}


def test_nothing_answered_is_either(rows: Rows):
    assert weighed({}, ASKED, rows).recommended == "either"


@pytest.mark.parametrize(("question", "answer"), [*ANSWERS, *TICKS])
def test_no_answer_decides_alone(rows: Rows, question: str, answer: str | list[str]):
    assert weighed({question: answer}, ASKED, rows).recommended == "either"


@pytest.mark.parametrize(("question", "answer"), [*ANSWERS, *TICKS])
def test_no_answer_but_one_rules_a_side_out(rows: Rows, question: str, answer: str | list[str]):
    missing = {"flask", "django"}
    for one in complete({question: answer}):
        missing -= {weighed(one, ASKED, rows).recommended}
        if not missing:
            break
    assert missing == ({"flask"} if answer == "django" and question == "knowledge" else set())


def complete(fixed: dict[str, str | list[str]]) -> Iterator[Answers]:
    """Every answer to the remaining questions, with these features, or with some."""
    left = {name: [*options] for name, options in ASKED.questions.items() if name not in fixed}
    needed = [fixed[NEEDS]] if NEEDS in fixed else [[], ["api"], ["pages"], ["models", "api"]]
    for needs in needed:
        for answers in itertools.product(*left.values()):
            yield {NEEDS: needs, **dict(zip(left, answers, strict=True)), **fixed}


@pytest.mark.parametrize("feature", ASKED.features)
def test_rows_of_a_feature_count_when_it_is_ticked_and_not_else(rows: Rows, feature: str):
    answers = dict(team("regulated")) | {"load": "requests"}
    own = {name for listed in ASKED.features[feature].rows.values() for name in listed}
    with_it = weighed(answers | {NEEDS: [feature]}, ASKED, rows).shares
    others = [name for name in ASKED.features if name != feature]
    without = weighed(answers | {NEEDS: others}, ASKED, rows).shares
    assert own & set(with_it)
    assert not own & set(without)


def test_an_api_of_a_flask_team_is_not_weighed_by_an_admin(rows: Rows):
    answers = dict(team("flask_api")) | {"load": "instances"}
    found = weighed(answers, ASKED, rows)
    assert not [name for name in found.shares if "Admin" in name or "Signing in" in name]
    assert found.recommended != "django"


@pytest.mark.parametrize("knows", ["flask", "django"])
def test_what_the_team_knows_it_need_not_learn(rows: Rows, knows: str):
    answers: dict[str, str | list[str]] = {NEEDS: ["api"], "load": "people"}
    before = weighed(answers | {"knowledge": "neither"}, ASKED, rows)
    after = weighed(answers | {"knowledge": knows}, ASKED, rows)
    learned = sum(share for name, share in after.shares.items() if name.startswith("names to know"))
    assert learned == pytest.approx(3 if knows == "django" else -3)
    assert (after.score > before.score) == (knows == "django")


def test_a_team_that_knows_both_learns_nothing(rows: Rows):
    shares = weighed({NEEDS: ["api"], "knowledge": "both"}, ASKED, rows).shares
    assert not any(share for name, share in shares.items() if name.startswith("names to know"))


def test_audits_weigh_more_than_the_usual_care(rows: Rows):
    answers: dict[str, str | list[str]] = {NEEDS: ["sign_in", "admin"], "load": "people"}
    open_ = weighed(answers, ASKED, rows).score
    usual = weighed(answers | {"rules": "usual"}, ASKED, rows).score
    audits = weighed(answers | {"rules": "audits"}, ASKED, rows).score
    assert audits > usual > open_


def test_rows_turned_round_turn_the_recommendation(rows: Rows):
    turned = {name: row.reversed() for name, row in rows.rows.items()}
    answers = team("regulated")
    score, other = weighed(answers, ASKED, rows).score, weighed(answers, ASKED, turned).score
    assert other == pytest.approx(-score)


@pytest.mark.parametrize("name", ASKED.used())
def test_a_row_without_a_clear_difference_weighs_nothing(rows: Rows, name: str):
    for answers in weighing(name):
        unclear = [
            Rows(rows.rows | {name: replace(rows[name], clear=False, values=values)})
            for values in ({"flask": 1.0, "django": 1000.0}, {"flask": 1000.0, "django": 1.0})
        ]
        said = {tuple(weighed(answers, ASKED, one).shares.items()) for one in unclear}
        assert len(said) == 1
        assert name not in dict(said.pop())


@pytest.mark.parametrize("name", ASKED.used())
def test_a_row_reversed_changes_what_is_said(rows: Rows, name: str):
    row = rows[name]
    if not row.clear:
        pytest.skip("it has no clear difference, so it weighs nothing")
    row = row if row["flask"] != row["django"] else replace(row, values={"flask": 1, "django": 2})
    before, after = rows.changed(row), rows.changed(row.reversed())
    said = [(spoken(answers, before), spoken(answers, after)) for answers in weighing(name)]
    assert said
    assert all(one != other for one, other in said)


def spoken(answers: Answers, rows: Rows) -> str:
    return record(answers, ASKED, weighed(answers, ASKED, rows), rows, SAID)


def weighing(row: str) -> Iterator[Answers]:
    """Answers with which a row has an effect: its feature selected, and each answer that gives its
    criterion points."""
    for criterion in ASKED.criteria:
        needs = [
            one for one, it in ASKED.features.items() if row in it.rows.get(criterion.name, ())
        ]
        if row not in criterion.rows and not needs:
            continue
        given = [
            {question: name}
            for question, options in ASKED.questions.items()
            for name, answer in options.items()
            if answer.weights.get(criterion.name) and len(answer.knows) < 2
        ]
        for one in given or ([{}] if criterion.weight else []):
            yield {NEEDS: needs, "models": "nothing", "change": "little"} | one
