"""The rows about maintenance follow the records."""

from __future__ import annotations

import copy

import pytest

from report import records
from report.rows import upkeep
from report.rows.code import WITHOUT
from report.rows.row import Row, Rows
from report.sections import upgrading
from report.sections import upkeep as section


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> dict:
    """A copy of the record, which a case may change."""
    found = copy.deepcopy(records.recorded("upkeep"))
    for module in (upkeep, section, upgrading):
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


def test_the_releases_that_pass_are_counted_from_the_newest(facts: dict):
    before = rows()["feature releases that pass"]
    facts["window"]["cells"]["django-5.2"]["failed"] = 1
    facts["window"]["cells"]["django-5.1"]["failed"] = 0
    after = rows()["feature releases that pass"]
    assert (before["django"], after["django"], after["flask"]) == (3, 2, before["flask"])


def test_what_mends_a_broken_extension_is_named(facts: dict):
    broken = {"release": "1.0", "outcome": "breaks", "why": "", "modules": 1}
    mended = broken | {"by": "flask", "mended": "9.0.1", "days": 3}
    facts["upgrades"]["sides"]["flask"]["9.0"] = {"flask-a": mended, "flask-b": broken}
    extensions = "flask-a with flask 9.0.1 after 3 d, flask-b: not yet"
    assert (
        f"| Flask 9.0 | 2 | flask-a 1.0, flask-b 1.0 | – | {extensions} |" in upgrading.upgrades()
    )


def test_only_the_side_that_has_them_has_less_without_the_packages_for_handwork(facts: dict):
    found = rows()
    whole = found["releases to follow, full"]
    left = found[f"releases to follow, full, {WITHOUT}"]
    assert left["django"] == pytest.approx(whole["django"])
    assert left["flask"] < whole["flask"]


def test_edits_with_which_a_case_still_fails_are_refused(facts: dict):
    facts["widened"]["cells"]["flask-3.0"]["failed"] = 1
    with pytest.raises(LookupError, match=r"the edits for flask 3\.0 are not enough"):
        rows()


def test_the_verdict_turns_with_its_rows(facts: dict):
    first = rows()
    turned = Rows({name: row.reversed() for name, row in first.rows.items()})
    assert section.verdict(first) != section.verdict(turned)
    assert section.verdict(first).count(". ") == 4  # five sentences


def test_neither_side_has_more_where_both_have_the_same():
    assert section.more(Row("a row", {"flask": 2, "django": 2}, "lines", "a command")) == "Neither"


def test_what_does_not_install_is_said_with_its_reason(facts: dict):
    cell = {"side": "django", "of": "django", "release": "4.2", "python": "3.12"}
    facts["window"]["cells"]["django-4.2"] = cell | {"refused": "a needs b"}
    assert "| Django 4.2 | 3.12 | – | – | – | does not install: a needs b |" in upgrading.window()
