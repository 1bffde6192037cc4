"""No cell of the export is a formula."""

import pytest

from books.export import harmless


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", -700])
def test_what_a_spreadsheet_would_run_is_made_text(cell: object):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "text"), [("a=1", "a=1"), (1813, "1813"), (None, ""), ("", "")])
def test_everything_else_stays_as_it_is(cell: object, text: str):
    assert harmless(cell) == text
