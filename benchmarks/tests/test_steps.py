"""A step of a page adds only its own cost: the previous steps' work is unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.requests.subject import Subject
from benchmarks.steps.measuring import Step, compare_sql
from benchmarks.steps.steps import STEPS

OBJECTS = ["SELECT count(*)", "SELECT id, title, year FROM books"]
COLUMNS = ["SELECT count(*)", "SELECT title FROM books"]


def step(name: str, sql: list[str]) -> Step:
    return Step("flask", name, Subject("flask", "module:app", str(Path())), sql=sql)


def test_steps_that_read_the_same_rows_are_compared() -> None:
    others = [step(name, OBJECTS) for name in STEPS[1:]]
    compare_sql("flask", [step("framework", COLUMNS), *others])


def test_templates_that_spare_columns_are_refused() -> None:
    found = [step("ORM", OBJECTS), step("search and pages", OBJECTS), step("templates", COLUMNS)]
    with pytest.raises(RuntimeError, match="flask, templates: other SQL"):
        compare_sql("flask", found)
