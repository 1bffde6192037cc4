"""Each claim has a source, follows its rows, and can have another verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from report.claims import ledger
from report.claims.claim import LANGUAGES, Case, Claim, claims, contents, read
from report.claims.judging import MARGIN, Result, judged, less, result_of
from report.claims.wording import RESULTS
from report.rows import measured
from report.rows.row import Rows

ALL = claims()
TESTED = [one for one in ALL if one.cases]
SIDES = {"flask", "django"}


def by_name(one: Claim) -> str:
    return one.name


def test_there_are_thirty_claims_and_most_are_tested(rows: Rows):
    assert sum(map(len, ledger(rows).values())) == len(ALL) >= 30
    assert len(TESTED) >= 25


def test_no_two_claims_are_the_same():
    said = [{one.says[language] for one in ALL} for language in LANGUAGES]
    assert {len({one.name for one in ALL}), *map(len, said)} == {len(ALL)}


@pytest.mark.parametrize("one", ALL, ids=by_name)
def test_a_claim_says_where_it_is_made_and_is_translated(one: Claim):
    assert one.by
    assert all(re.match(r"https?://\w[\w.-]+/", source.url) for source in one.by)
    said = [one.says, *(case.words for case in one.cases), *([one.why] if one.why else [])]
    assert [words for words in said if not re.search("[가-힣]|p99", words["ko"])] == []


def test_no_source_is_left_over():
    used = {name for one in contents()["claim"] for name in one["by"]}
    assert used == contents()["source"].keys()


@pytest.mark.parametrize("one", ALL, ids=by_name)
def test_a_verdict_names_its_figures_and_the_command(rows: Rows, one: Claim):
    found = judged(one, rows)
    for language in LANGUAGES:
        assert bool(found.verdict.figures[language]) == bool(one.cases)
        in_words = found.verdict.result in (Result.DEPENDS, Result.CANNOT_BE_TESTED)
        assert bool(found.verdict.condition[language]) == in_words
    assert bool(found.commands) == bool(one.cases)


def test_every_verdict_has_a_name_in_korean():
    assert set(RESULTS) == set(Result)


def so(case: Case, it_holds: bool) -> dict[str, float]:
    """Figures of a row with which a case holds, or does not."""
    match case.kind:
        case "same":
            return {"flask": 10, "django": 10 if it_holds else 90}
        case "none" | "some":
            return {case.key: float(it_holds == (case.kind == "some"))}
        case "between":
            return {case.key: case.between[1] + (not it_holds)}
    few, many = (10, 10 * (case.times or MARGIN) + 1) if it_holds else (90, 10)
    return {case.less: few, case.more: many}


def planted(one: Claim, rows: Rows, holds: Callable[[int], bool]) -> Rows:
    """The rows with figures for each case of a claim, of the tuned applications too."""
    for at, case in enumerate(one.cases):
        row = replace(rows.rows[case.row], clear=True)
        values = dict(row.values) | so(case, holds(at))
        row = replace(row, values=values, by_rounds=None)
        rows = rows.changed(row)
        if one.tuned:
            rows = rows.changed(replace(row, name=f"tuned, {row.name}"))
    return rows


@pytest.mark.parametrize("one", TESTED, ids=by_name)
def test_a_claim_can_hold_and_can_fail(rows: Rows, one: Claim):
    assert judged(one, planted(one, rows, lambda _: True)).verdict.result is Result.HOLDS
    assert judged(one, planted(one, rows, lambda _: False)).verdict.result is Result.DOES_NOT_HOLD


@pytest.mark.parametrize("one", [one for one in TESTED if len(one.cases) > 1], ids=by_name)
def test_a_claim_that_holds_in_one_case_depends_and_says_on_what(rows: Rows, one: Claim):
    found = judged(one, planted(one, rows, lambda at: at == 0)).verdict
    assert found.result is Result.DEPENDS
    for language in LANGUAGES:
        missing = [case.row for case in one.cases if case.words[language] not in str(found)]
        assert missing == []
    kept, failed = found.condition["en"].split("does not hold: ")
    assert one.cases[0].words["en"] in kept
    assert one.cases[1].words["en"] in failed


@pytest.mark.parametrize("one", [one for one in TESTED if one.tuned], ids=by_name)
def test_a_claim_about_speed_holds_only_if_it_holds_of_the_tuned_applications_too(
    rows: Rows, one: Claim
):
    fast = planted(one, rows, lambda _: True)
    as_documented = Rows(
        {name: row for name, row in fast.rows.items() if not name.startswith("tuned, ")}
    )
    unknown = judged(one, as_documented).verdict
    assert unknown.result is Result.DEPENDS
    assert "tuned they were not measured" in unknown.condition["en"]
    slow = fast.rows[f"tuned, {one.cases[0].row}"].reversed()
    otherwise = judged(one, fast.changed(slow)).verdict
    assert otherwise.result is Result.DEPENDS
    assert f"does not hold: tuned, {one.cases[0].words['en']}" in otherwise.condition["en"]


def test_a_claim_that_fails_wherever_its_row_is_clear_does_not_hold():
    assert result_of([None, False], whole=True) is Result.DOES_NOT_HOLD
    assert result_of([None, True], whole=True) is Result.DEPENDS
    assert result_of([None, None], whole=True) is Result.CANNOT_BE_TESTED


def sided(one: Claim, rows: Rows) -> bool:
    """Whether it says that a side has less, and the rows tell the sides apart."""
    return any(
        {case.less, case.more} == SIDES
        and case.kind is None
        and any(less(rows[case.row], *pair) for pair in (("flask", "django"), ("django", "flask")))
        for case in one.cases
    )


@pytest.mark.parametrize("one", [one for one in TESTED if sided(one, measured())], ids=by_name)
def test_rows_turned_round_turn_the_verdict(rows: Rows, one: Claim):
    clear = Rows({name: replace(row, clear=True) for name, row in rows.rows.items()})
    turned = Rows({name: row.reversed() for name, row in clear.rows.items()})
    before, after = (judged(one, found).verdict for found in (clear, turned))
    assert (before.result, before.condition) != (after.result, after.condition)


@pytest.mark.parametrize(
    ("one", "case"), [(one, case) for one in TESTED for case in one.cases if case.kind is None]
)
def test_one_row_turned_round_turns_its_case(rows: Rows, one: Claim, case: Case):
    clear = replace(rows[case.row], clear=True)
    swapped = dict(clear.values) | {case.less: clear[case.more], case.more: clear[case.less]}
    turned = replace(clear, values=swapped, by_rounds=clear.by_rounds and 1 / clear.by_rounds)
    said = [judged(one, rows.changed(row)).verdict for row in (clear, turned)]
    assert said[0].figures != said[1].figures or clear[case.less] == clear[case.more]
    decided = less(clear, case.less, case.more) or less(clear, case.more, case.less)
    if decided and not case.times:
        assert (said[0].result, said[0].condition) != (said[1].result, said[1].condition)


@pytest.mark.parametrize(
    ("flask", "django", "result"),
    [(100, 110, "holds"), (100, 109, "does not hold"), (0, 0, "does not hold"), (0, 1, "holds")],
)
def test_there_is_one_margin(rows: Rows, flask: float, django: float, result: str):
    (one,) = [one for one in ALL if one.name == "djangos_orm_is_slower"]
    row = replace(rows["step, ORM"], values={"flask": flask, "django": django})
    assert judged(one, rows.changed(row)).verdict.result == result


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"is": "nicer"}, "there is no kind 'nicer'"),
        ({"mood": "good"}, "nobody reads mood"),
        ({"cases": []}, "neither cases nor a reason"),
        ({"why": {"en": "it rains", "ko": "비"}}, "or both"),
    ],
)
def test_an_entry_that_is_wrong_is_refused(change: dict, message: str):
    entry: dict = {"name": "x", "topic": "first", "en": "x", "ko": "x", "by": []}
    entry["cases"] = [{"row": "a row", "en": "x", "ko": "x"}]
    with pytest.raises(ValueError, match=message):
        read(entry | change, {})
