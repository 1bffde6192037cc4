"""Each claim is judged by rows, and follows them."""

from __future__ import annotations

import pytest

from report.claims import claims, ledger
from report.claims.claim import Claim, Result, judged
from report.rows.row import Row, Rows

ALL = [one for listed in claims().values() for one in listed]
SIDED = {
    "flask_is_faster": "CPU, ",
    "django_takes_longer_to_learn": "to know",
    "flask_admin_is_the_same": "Admin",
    "flask_takes_fewer_lines": "lines",
    "django_has_batteries": "packages installed",
    "flask_needs_less_configuration": "configuration, ",
    "flask_suits_small_projects": ", one file",
    "django_spares_accounts": "",
}
"""Claims that name a side, with a word of the rows that are turned round."""


def test_there_are_thirty_claims_and_most_are_tested(rows: Rows):
    found = [one for listed in ledger(rows).values() for one in listed]
    executed = [one for one in found if one.verdict.result is not Result.CANNOT_BE_TESTED]
    assert (len(found) >= 30, len(executed) >= 25) == (True, True)


def test_no_two_claims_are_the_same():
    assert len({one.says for one in ALL}) == len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_verdict_names_its_figures_and_the_command(rows: Rows, one: Claim):
    found = judged(one, rows)
    assert found.verdict.words
    assert bool(found.commands) == (found.verdict.result is not Result.CANNOT_BE_TESTED)


@pytest.mark.parametrize("name", SIDED)
def test_rows_turned_round_turn_the_verdict(rows: Rows, name: str):
    (one,) = [each for each in ALL if each.name == name]
    turned = Rows(
        {row.name: row.reversed() if SIDED[name] in row.name else row for row in rows.rows.values()}
    )
    assert judged(one, turned).verdict != judged(one, rows).verdict


def test_one_row_turned_round_turns_its_verdict(rows: Rows):
    (one,) = [each for each in ALL if each.name == "flask_admin_is_the_same"]
    row = Row("own lines, Admin", {"flask": 100, "django": 300}, "lines", "a command")
    assert judged(one, rows).verdict.result is Result.DOES_NOT_HOLD
    assert judged(one, rows.changed(row)).verdict.result is Result.IN_PART


def test_a_difference_within_the_noise_is_none():
    row = Row("a row", {"flask": 100, "django": 200}, "ms", "a command", clear=False)
    assert (row.advantage(), row.reversed().advantage()) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("flask", "django", "ahead"),
    [(1, 3, -1), (3, 1, 1), (1, 9, -1), (0, 5, -1), (5, 0, 1), (0, 0, 0), (2, 2, 0)],
)
def test_how_far_a_side_is_ahead(flask: float, django: float, ahead: float):
    assert Row(
        "a row", {"flask": flask, "django": django}, "lines", "a command"
    ).advantage() == pytest.approx(ahead)
