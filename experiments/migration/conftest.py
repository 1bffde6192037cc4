"""The cases of the two directions need a site, which ``python -m experiments.migration`` starts for
them."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return (
        True
        if collection_path.name == "cases" and not config.getoption("--base-url", default=None)
        else None
    )
