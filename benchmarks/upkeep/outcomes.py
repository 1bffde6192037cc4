"""A pytest plugin for the environment of a cell: writes the outcome of each case, and the error of
each failed one, for ``window``. UPKEEP_OUTCOMES is the path of the file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

ERROR = re.compile(r"^(?:E\s+)?((?:\w+\.)*\w*(?:Error|Exception|Warning|Http404)\b:? ?.*)$", re.M)
"""The last line of a traceback, in a log or in pytest's output."""
FAILED_ON_SERVER = re.compile(r"^5\d\d$|unexpected server error", re.M)
"""A status among the last request and response, or what the suite says of it."""


class Outcomes:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.cases: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.cases[report.nodeid] = {"outcome": "failed", "why": why(report)}
        elif report.when == "call" or report.skipped:
            self.cases.setdefault(report.nodeid, {"outcome": report.outcome, "why": ""})

    def pytest_sessionfinish(self) -> None:
        self.file.write_text(json.dumps(self.cases), encoding="utf-8")


def why(report: pytest.TestReport) -> str:
    """The server's last error if its last response was a 5xx, otherwise that of the case."""
    sections = dict(report.sections)
    shown = sections.get("last request and answer", "") + report.longreprtext
    log = sections.get("end of the server's log", "")
    if FAILED_ON_SERVER.search(shown) and (error := last_error(log)):
        return error
    return last_error(report.longreprtext) or report.longreprtext.strip().rpartition("\n")[2]


def last_error(text: str) -> str:
    found = ERROR.findall(text)
    return found[-1].strip() if found else ""


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the workers of xdist report to this process
        config.pluginmanager.register(Outcomes(Path(os.environ["UPKEEP_OUTCOMES"])))
