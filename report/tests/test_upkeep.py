"""The rows about maintenance follow the records."""

from __future__ import annotations

import copy

import pytest

from report import records
from report.rows import upkeep
from report.rows.row import Row, Rows
from report.sections import upkeep as section


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> dict:
    """A copy of the record, which a case may change."""
    found = copy.deepcopy(records.recorded("upkeep"))
    for module in (upkeep, section):
        monkeypatch.setattr(module, "recorded", {"upkeep": found}.__getitem__)
    return found


def rows() -> Rows:
    return Rows({row.name: row for row in upkeep.rows()})


def test_a_release_that_fails_ends_the_window(facts: dict):
    before = rows()["releases that pass, back to"]
    facts["window"]["cells"]["django-5.2"]["failed"] = 1
    after = rows()["releases that pass, back to"]
    assert (after["flask"], after["django"] < before["django"]) == (before["flask"], True)


def test_a_newest_release_that_fails_is_refused(facts: dict):
    facts["window"]["cells"]["flask-3.1"]["failed"] = 1
    with pytest.raises(LookupError, match="flask does not pass on its newest release"):
        rows()


def test_edits_with_which_a_case_still_fails_are_refused(facts: dict):
    facts["widened"]["cells"]["flask-3.0"]["failed"] = 1
    with pytest.raises(LookupError, match=r"the edits for flask 3\.0 are not enough"):
        rows()


def test_the_verdict_turns_with_its_rows(facts: dict):
    first = rows()
    turned = Rows({name: row.reversed() for name, row in first.rows.items()})
    assert section.verdict(first) != section.verdict(turned)
    assert section.verdict(first).count(". ") == 3  # four sentences


def test_neither_side_has_more_where_both_have_the_same():
    assert section.more(Row("a row", {"flask": 2, "django": 2}, "lines", "a command")) == "Neither"


def test_what_does_not_install_is_said_with_its_reason(facts: dict):
    cell = {"side": "django", "of": "django", "release": "4.2", "python": "3.12"}
    facts["window"]["cells"]["django-4.2"] = cell | {"refused": "a needs b"}
    assert "| Django 4.2 | 3.12 | – | – | – | does not install: a needs b |" in section.window()
