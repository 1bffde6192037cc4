"""A plugin of pytest: records which lines of a side each case executes, in any process, and how
long each case takes.

The applications need no change: their processes find coverage.py on their path, and it reads the
current case from a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared_tests.harness.implementations import ROOT

PREPARATION = "preparation"
"""The context of the code that runs before the first case: migrations, the catalogue, the start of
the server."""
SETTINGS = """
[run]
parallel = true
sigterm = true
data_file = {folder}/data
source = {source}
plugins = request_contexts
context = ${{TRACED_CONTEXT}}
"""


class Tracing:
    def __init__(self, folder: Path, side: str) -> None:
        self.folder, self.case = folder, folder / "case"
        self.seconds: dict[str, float] = {}
        settings = folder / "coveragerc"
        settings.write_text(
            SETTINGS.format(folder=folder, source=ROOT / f"{side}_impl"), encoding="utf-8"
        )
        os.environ |= {
            "PYTHONPATH": str(Path(__file__).with_name("tracing")),
            "COVERAGE_PROCESS_START": str(settings),
            "TRACED_CASE": str(self.case),
        }
        self.belongs_to(PREPARATION)

    def belongs_to(self, context: str) -> None:
        self.case.write_text(context, encoding="utf-8")
        os.environ["TRACED_CONTEXT"] = context

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        if self.seconds:  # the first case includes the preparation
            self.belongs_to(item.nodeid)
        return (yield)

    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self.belongs_to(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or not self.seconds:
            self.seconds[report.nodeid] = report.duration

    def pytest_sessionfinish(self) -> None:
        (self.folder / "seconds.json").write_text(json.dumps(self.seconds), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trace-into", type=Path, help="the folder for what coverage.py writes")


def pytest_configure(config: pytest.Config) -> None:
    if folder := config.getoption("--trace-into"):
        config.pluginmanager.register(
            Tracing(folder.resolve(), config.getoption("--implementation"))
        )
