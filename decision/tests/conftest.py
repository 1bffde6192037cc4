"""The measured rows, read once."""

from __future__ import annotations

import importlib.util

import pytest

from decision.row import Rows
from decision.rows import measured

collect_ignore = [] if importlib.util.find_spec("playwright") else ["test_page.py"]


@pytest.fixture(scope="session")
def rows() -> Rows:
    return measured()
