"""What the report of a failed case shows (the exchange, the server's log), and the file of
results."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Protocol

import pytest

from shared_tests.harness.arguments import write
from shared_tests.harness.browser import Response
from shared_tests.harness.secrets import Secrets


class Logs(Protocol):
    def log(self) -> str:
        """All that the server has logged."""


SERVER = pytest.StashKey[Logs]()
"""The server that this process started."""
WATCHED = pytest.StashKey[list[Response]]()
"""The responses of the current case."""
SECRETS = pytest.StashKey[Secrets]()
"""The secrets that the browsers of this process have had so far."""
LOG_TAIL = 4000
BODY_HEAD = 1500


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the last exchange and the end of the server's log to the report of a failure; a hook for
    conftest."""
    report = yield
    watched = item.config.stash.get(WATCHED, [])
    if report.failed:
        if watched:
            report.sections.append(("last request and response", exchange(watched[-1])))
        if server := item.config.stash.get(SERVER, None):
            report.sections.append(("end of the server's log", server.log()[-LOG_TAIL:]))
    if report.when == "teardown":
        watched.clear()
    return report


def exchange(response: Response) -> str:
    """A request and its response as text, with the beginning of the bodies."""
    request = response.request
    sent = request.read().decode(errors="replace")
    lines = [
        f"{request.method} {request.url}",
        *(f"{k}: {v}" for k, v in request.headers.items()),
        "",
        sent[:BODY_HEAD],
    ]
    lines += [
        "",
        f"{response.status_code}",
        *(f"{k}: {v}" for k, v in response.headers.items()),
        "",
    ]
    return "\n".join(lines) + response.text[:BODY_HEAD]


class Results:
    """Collects the outcome of each case, from this process or from the workers of xdist."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self) -> None:
        if not self.outcomes:
            return  # an earlier file stays when nothing ran
        outcomes = json.dumps(self.outcomes, indent=1, sort_keys=True, ensure_ascii=False)
        write(self.file, outcomes + "\n")
