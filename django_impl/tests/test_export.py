"""No text of the export is a formula, and numbers stay numbers."""

import pytest

from books.csv_export import cells
from core.text import FORMULA


@pytest.mark.parametrize("first", FORMULA)
def test_a_formula_becomes_text(first: str):
    assert cells([f"{first}1"]) == [f"'{first}1"]


@pytest.mark.parametrize("cell", ["a=1", 1813, -405, True, None, ""])
def test_everything_else_stays_as_it_is(cell: object):
    assert cells([cell]) == [cell]
