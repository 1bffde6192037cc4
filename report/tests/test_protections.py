"""Each protection that an application leaves open has its price, and an ability counts in none of
their figures."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

import pytest

from benchmarks.defaults import price
from benchmarks.defaults.asking import ROWS
from benchmarks.defaults.finding import DOES_NOT_APPLY, HELD, NOT_HELD, abilities, protections
from benchmarks.defaults.parts import each, lines_of
from report.records import recorded
from report.rows import security
from report.rows.row import Rows

ASKED = recorded("defaults")["rows"]
OPEN = [
    (row["name"], side, name)
    for row in ASKED
    for side, names in price.COLUMNS.items()
    for name in names
    if row["found"][name]["verdict"] == NOT_HELD
]
ADD_HEADERS = "flask_impl/core/policy.py:add_headers"


def test_the_recorded_rows_are_those_of_the_probe() -> None:
    assert [(row["name"], row["group"]) for row in ASKED] == [(one.name, one.group) for one in ROWS]


@pytest.mark.parametrize(("row", "side", "name"), OPEN)
def test_what_is_not_held_has_a_price(row: str, side: str, name: str) -> None:
    added = price.without(price.closings(ASKED)[row][side].of(name), name)
    assert added.lines or added.packages


@pytest.mark.parametrize(("row", "side", "name"), OPEN)
def test_what_is_not_held_and_has_no_price_is_an_error(
    monkeypatch: pytest.MonkeyPatch, row: str, side: str, name: str
) -> None:
    listed = copy.deepcopy(price.listed())
    for key in (side, f"{side}_packages"):
        listed["row"][row].pop(key, None)
    listed["row"][row].get("columns", {}).pop(name, None)
    monkeypatch.setattr(price, "listed", lambda: listed)
    with pytest.raises(LookupError, match=row):
        price.closings(ASKED)


@pytest.mark.parametrize("verdict", [HELD, DOES_NOT_APPLY])
def test_what_no_application_leaves_open_has_no_price(verdict: str) -> None:
    rows = copy.deepcopy(ASKED)
    (row,) = [one for one in rows if one["name"] == "wildcards"]
    row["found"] = {name: {"verdict": verdict, "observed": ""} for name in row["found"]}
    with pytest.raises(LookupError, match="wildcards is not open"):
        price.closings(rows)


@pytest.mark.parametrize(("of", "counts"), [(protections, True), (abilities, False)])
def test_a_protection_counts_and_an_ability_does_not(
    monkeypatch: pytest.MonkeyPatch, of: Callable[[list[dict]], list[dict]], counts: bool
) -> None:
    before = figures()
    asked = copy.deepcopy(ASKED)
    for row in of(asked):
        row["found"] = {name: {"verdict": HELD, "observed": ""} for name in row["found"]}
    monkeypatch.setattr(price, "check", lambda *_: None)
    monkeypatch.setattr(security, "recorded", lambda name: recorded(name) | {"rows": asked})
    assert (figures() != before) == counts


def figures() -> dict[str, Mapping[str, float]]:
    return {row.name: row.values for row in security.rows()}


def test_the_parts_of_an_object_are_counted_by_their_first_words() -> None:
    parts = each(f"{ADD_HEADERS}[def add_headers | if response.status_code | return response]")
    assert [lines_of(one) for one in parts] == [1, 2, 1]
    assert lines_of("flask_impl/core/policy.py:HEADERS[Referrer-Policy]") == 1
    assert lines_of("flask_impl/accounts/views.py:logout[def logout]") == 2


@pytest.mark.parametrize("words", ["if", "while True"])
def test_a_part_that_is_missing_or_not_the_only_one_is_an_error(words: str) -> None:
    with pytest.raises(LookupError, match="parts of"):
        lines_of(f"{ADD_HEADERS}[{words}]")


def test_a_part_of_an_object_that_counts_as_a_whole_is_an_error() -> None:
    price.overlapping(each(f"{ADD_HEADERS}[def add_headers | return response]"))
    with pytest.raises(LookupError, match="counts twice"):
        price.overlapping([ADD_HEADERS, f"{ADD_HEADERS}[return response]"])


def test_the_rows_of_each_group_are_in_the_total(rows: Rows) -> None:
    groups = [row["group"] for row in protections(ASKED)]
    members = [rows[f"protections, {name}"] for name in dict.fromkeys(groups)]
    total = rows["protections held by themselves"]
    for name in (*security.NAMES, "all"):
        assert sum(one[name] for one in members) == total[name]
