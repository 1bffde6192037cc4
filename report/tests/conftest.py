"""The measured rows, read once."""

from __future__ import annotations

import importlib.util

import pytest

from report.rows import measured
from report.rows.row import Rows

collect_ignore = [] if importlib.util.find_spec("playwright") else ["test_page.py"]


@pytest.fixture(scope="session")
def rows() -> Rows:
    return measured()
