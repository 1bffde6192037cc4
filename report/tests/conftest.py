"""The measured rows, read once."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from report.rows import measured
from report.rows.row import Rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEEDS = {"test_page.py": "playwright", "test_site.py": "furo"}
collect_ignore = [name for name, needed in NEEDS.items() if not importlib.util.find_spec(needed)]


@pytest.fixture(scope="session")
def rows() -> Rows:
    return measured()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Imported here because the browser is optional.
    from playwright.sync_api import sync_playwright

    from shared_tests.chromium.program import program

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program())
        yield browser
        browser.close()
