"""The steps grow, and end in all that the project has."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.common.features import SIDES, source_files
from benchmarks.minimal.imports import imports
from benchmarks.minimal.steps import steps


@pytest.mark.parametrize("side", SIDES)
def test_the_last_step_has_every_file_of_the_project(side: str):
    assert sorted(steps(side)[-1].files) == source_files(side)


@pytest.mark.parametrize("side", SIDES)
def test_no_step_after_the_second_loses_a_file_or_a_package(side: str):
    own = steps(side)
    for before, after in pairwise(own[1:]):
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
