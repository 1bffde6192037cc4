"""Applies a patch in a copy of the repository, and runs test cases there or against a running
site."""

from __future__ import annotations

import os
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from shared_tests.harness import copies
from shared_tests.harness.child_processes import run

TAIL = 4000
WITH_SUITE = ("-p", "shared_tests.conftest")
"""For cases outside shared_tests that use its fixtures and options."""
OPTIONS = ("-q", "-p", "no:cacheprovider", "-o", "junit_family=xunit1")
"""This report format contains the file of each case."""
CAPTURED = ("--tb=short",)
"""For output that is not shown: only its end is kept."""


class Refused(RuntimeError):
    """A patch that does not apply, cases that prove nothing, or a side that breaks its contract."""


@dataclass(frozen=True)
class Case:
    """The outcome of a case: ``passed``, ``failed`` or ``skipped``, and the reason for a skip."""

    outcome: str
    why: str = ""


@dataclass(frozen=True)
class Ran:
    """The outcomes by case, pytest's exit code, and its duration in seconds."""

    cases: dict[str, Case]
    code: int
    seconds: float
    output: str
    """The end of the output."""

    def count(self, outcome: str) -> int:
        return sum(case.outcome == outcome for case in self.cases.values())

    @property
    def failed(self) -> list[str]:
        return [name for name, case in self.cases.items() if case.outcome == "failed"]

    @property
    def why_skipped(self) -> dict[str, int]:
        """The number of skipped cases by reason."""
        return dict(Counter(one.why for one in self.cases.values() if one.outcome == "skipped"))

    def complete(self) -> Ran:
        """Return self. Raises Refused when pytest ended before every case had an outcome."""
        if self.code not in (0, 1):
            raise Refused(f"pytest ended with {self.code}\n{self.output}")
        return self


def apply(patch: Path, copy: Path) -> None:
    """Raises Refused if it does not apply."""
    try:
        copies.apply(patch, copy)
    except copies.DoesNotApplyError as error:
        raise Refused(f"{patch.name} does not apply any more: make it anew\n{error}") from None


def green(
    folder: Path, arguments: Sequence[str], otherwise: str, env: Mapping[str, str] | None = None
) -> Ran:
    """Raises Refused, with ``otherwise`` and pytest's output, if one fails or there is none."""
    ran = pytest(folder, arguments, env).complete()
    if ran.failed or not ran.cases:
        raise Refused(f"{otherwise}\n{ran.output}")
    return ran


def own_tests(side: str) -> list[str]:
    """The arguments for a side's own tests."""
    return [f"{side}_impl", *(["--ds=tests.settings"] if side == "django" else [])]


def pytest(
    folder: Path,
    arguments: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    shown: bool = False,
) -> Ran:
    """Run it in ``folder``, with these additional variables. With ``shown`` it prints directly, and
    no output is kept."""
    with TemporaryDirectory(prefix="report-") as place:
        report, begun = Path(place) / "report.xml", time.monotonic()
        options = [*OPTIONS, *([] if shown else CAPTURED), f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", *options, *arguments]
        done = run(
            command,
            cwd=folder,
            env=os.environ | dict(env or {}),
            capture_output=not shown,
            encoding="utf-8",
        )
        output = "" if shown else (done.stdout + done.stderr)[-TAIL:]
        cases = read(report) if report.is_file() else {}
        return Ran(cases, done.returncode, time.monotonic() - begun, output)


def read(report: Path) -> dict[str, Case]:
    """Outcomes by pytest's name of the case."""
    found: dict[str, Case] = {}
    for one in ET.parse(report).getroot().findall("testsuite/testcase"):
        name, case = f"{one.get('file')}::{one.get('name')}", outcome(one)
        # A case that fails, and fails again in teardown, is reported twice.
        if name not in found or case.outcome == "failed":
            found[name] = case
    return found


def outcome(testcase: ET.Element) -> Case:
    if testcase.find("failure") is not None or testcase.find("error") is not None:
        return Case("failed")
    if (skipped := testcase.find("skipped")) is not None:
        return Case("skipped", skipped.get("message", ""))
    return Case("passed")
