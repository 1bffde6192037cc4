"""What several features use counts once in the chooser, and what a library replaces not at all."""

from __future__ import annotations

import itertools

import pytest

from benchmarks.common.features import SIDES
from report.choose.questions import NEEDS, chooser
from report.choose.weighing import totals
from report.rows.row import Rows

ASKED = chooser()


def test_a_name_that_several_features_use_is_learned_once(rows: Rows):
    (criterion,) = (one for one in ASKED.criteria if one.name == "words")
    for count in range(len(ASKED.features) + 1):
        for needs in itertools.combinations(ASKED.features, count):
            counted = [rows[name] for name in ASKED.rows(criterion, {NEEDS: needs})]
            names = {side: {name for row in counted for name in row.names[side]} for side in SIDES}
            assert totals(criterion, counted) == {side: len(names[side]) for side in SIDES}


def test_a_package_that_several_features_use_is_followed_once(rows: Rows):
    packages, follow = (one for one in ASKED.criteria if one.name in ("packages", "follow"))
    team: dict[str, str | list[str]] = {NEEDS: ["sign_in", "admin", "models"]}
    counted = [rows[name] for name in ASKED.rows(packages, team)]
    assert sum(row["flask"] for row in counted) > totals(packages, counted)["flask"]
    named = {name for row in counted for name in row.names["flask"]}
    assert totals(packages, counted)["flask"] == len(named)
    read = [rows[name] for name in ASKED.rows(follow, team)]
    releases = {name: amount for row in read for name, amount in row.names["flask"].items()}
    assert totals(follow, read)["flask"] == pytest.approx(sum(releases.values()))


def test_what_a_library_replaces_is_not_counted_beside_it(rows: Rows):
    (packages,) = (one for one in ASKED.criteria if one.name == "packages")
    library = rows["API library, packages"]
    gone = {name for name, amount in library.names["flask"].items() if amount < 0}
    assert "pydantic" in gone
    counted = [library, rows["packages of JSON API"]]
    left = set(counted[1].names["flask"]) - gone | set(library.names["flask"]) - gone
    assert totals(packages, counted)["flask"] == len(left)


def test_all_features_need_all_names(rows: Rows):
    (criterion,) = (one for one in ASKED.criteria if one.name == "words")
    counted = [rows[name] for name in ASKED.rows(criterion, {NEEDS: [*ASKED.features]})]
    assert totals(criterion, counted) == {side: rows["names to know"][side] for side in SIDES}
