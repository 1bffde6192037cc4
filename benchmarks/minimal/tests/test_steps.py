"""The steps grow, and the last contains the whole project."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.common.features import SIDES, source_files
from benchmarks.minimal.imports import imports
from benchmarks.minimal.steps import steps
from benchmarks.minimal.subjects import KINDS


@pytest.mark.parametrize("side", SIDES)
def test_the_last_step_has_every_file_of_the_project(side: str):
    assert sorted(steps(side)[-1].files) == source_files(side)


@pytest.mark.parametrize("side", SIDES)
def test_no_step_after_those_of_one_file_loses_a_file_or_a_package(side: str):
    own = steps(side)
    for before, after in pairwise(own[len(KINDS) :]):
        assert set(before.files) <= set(after.files)
        assert set(before.requirements) <= set(after.requirements)


def test_an_import_of_what_is_not_there_yet_is_left_out():
    source = "import json\nimport yaml\nfrom flask import Flask\nfrom books import models\n"
    assert list(imports(source, {"json", "flask"}, ())) == [
        "import json",
        "from flask import Flask",
    ]


def test_an_app_of_django_s_is_imported_once_it_is_installed():
    source = (
        "from django.contrib import admin, messages\nfrom django.contrib.auth.models import User\n"
    )
    assert list(imports(source, {"django"}, ())) == []
    installed = ("django.contrib.admin", "django.contrib.auth")
    expected = ["from django.contrib import admin", "from django.contrib.auth.models import User"]
    assert list(imports(source, {"django"}, installed)) == expected


def test_one_file_is_measured_without_an_orm_on_both_sides_and_with_one_on_both():
    without, with_one = (
        {side: Path(steps(side)[number].files[0]).read_text(encoding="utf-8") for side in SIDES}
        for number in range(len(KINDS))
    )
    for side in SIDES:
        assert ("import sqlite3" in without[side], "import sqlite3" in with_one[side]) == (
            True,
            False,
        )
    assert ("flask_sqlalchemy" in with_one["flask"], "models.Model" in with_one["django"]) == (
        True,
        True,
    )
