"""A catalogue file for `seed` may contain a book's number of pages, within the same limits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment, run

BOOK = {"title": "T", "slug": "t", "author": "a", "year": 1, "isbn": None, "summary": ""}
Stored = list[tuple[Any, ...]]


@pytest.fixture
def seed(
    implementation: Implementation, empty_database: Database, tmp_path: Path
) -> Callable[..., tuple[int, Stored]]:
    """Load a file with one book of these fields; return the exit code and the stored rows of
    books."""

    def load(**fields: object) -> tuple[int, Stored]:
        file, database = tmp_path / "catalogue.json", empty_database.copy()
        file.write_text(
            json.dumps({"authors": [{"name": "A", "slug": "a"}], "books": [BOOK | fields]}),
            encoding="utf-8",
        )
        done = run(
            implementation, "seed", str(file), env=environment(tmp_path, DATABASE_URL=database.url)
        )
        return done.returncode, [
            row for rows in database.rows("book").values() for row in rows if "t" in row
        ]

    return load


@pytest.mark.parametrize("fields", [{}, {"pages": None}, {"pages": 17}, {"pages": 20_000}], ids=str)
def test_a_catalogue_file_may_tell_it(seed, fields: dict[str, int | None]):
    code, (stored,) = seed(**fields)
    assert (code, fields.get("pages") in stored) == (0, True)


@pytest.mark.parametrize("number", [0, 20_001, "300"])
def test_a_catalogue_file_with_a_wrong_number_is_refused_whole(seed, number: object):
    assert seed(pages=number) == (1, [])
