"""A pytest plugin: the cases that a direction lists as impossible must fail, otherwise its list is
out of date."""

from __future__ import annotations

import pytest

from experiments.migration.directions import NAMES, read


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--direction", choices=NAMES, required=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    cannot = read(config.getoption("--direction")).cannot
    for item in items:
        if reason := cannot.get(item.nodeid.partition("[")[0].removeprefix("shared_tests/")):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
