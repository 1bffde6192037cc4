"""Searching for words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared_tests.harness.browser import Browser
from shared_tests.test_catalogue import titles


@pytest.fixture
def found(anonymous: Browser) -> Callable[[str], list[str]]:
    """The titles on the first page of a search, in order."""
    return lambda q: titles(anonymous.get("/search/", q=q))
