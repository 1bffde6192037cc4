"""Tries one request on one side in a copy of the repository: its cases fail before the patch and
pass after it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from experiments.changes.counting import counted
from experiments.changes.requests import Request
from shared_tests.harness.endings import run
from shared_tests.harness.implementations import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".nox", ".venv", "__pycache__", ".*_cache", "*.sqlite3*", "instance"
)
TAIL = 3000
HIDING = Path(__file__).with_name("hiding")


class Refused(RuntimeError):
    """A patch that does not apply, cases that prove nothing, or a side that does not keep its
    promises any more."""


@dataclass(frozen=True)
class Ran:
    """What pytest said: how many cases, how many of them failed, in how many seconds."""

    cases: int
    failed: int
    seconds: float
    told: str


def tried(request: Request, side: str, whole_suite: bool) -> dict:
    """What the patch changes and what the cases said. Raises Refused with the reason and the end of
    what was printed.

    With ``whole_suite`` all of the shared suite and the side's own tests must be green after it.
    """
    with TemporaryDirectory(prefix="change-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
        cases = [
            "-p",
            "shared_tests.conftest",
            f"experiments/changes/{request.name}",
            f"--implementation={side}",
        ]
        before, hide = pytest(copy, cases, hidden([])), hidden(request.packages[side])
        if not before.failed:
            raise Refused(f"its cases pass without the patch, so they prove nothing\n{before.told}")
        for patch in request.patches(side):
            apply(patch, copy)
        after = green(copy, cases, "its own cases fail after the patch", hide)
        facts = counted(request.folder / f"{side}.patch") | {"packages": request.packages[side]}
        facts |= {"cases": after.cases, "failed_before": before.failed}
        return facts | (the_rest(copy, side, hide) if whole_suite else {})


def the_rest(copy: Path, side: str, hide: str) -> dict:
    """The suite and the side's own tests in the changed copy."""
    cases = ["shared_tests", f"--implementation={side}"]
    suite = green(copy, cases, "the shared suite fails after the patch", hide)
    settings = ["--ds=tests.settings"] if side == "django" else []
    own = green(
        copy, [f"{side}_impl", *settings], "the side's own tests fail after the patch", hide
    )
    return {"suite_cases": suite.cases, "suite_seconds": suite.seconds, "own_tests": own.cases}


def apply(patch: Path, copy: Path) -> None:
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", patch],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Refused(f"{patch.name} does not apply any more: make it anew\n{done.stderr.strip()}")


def green(copy: Path, arguments: list[str], otherwise: str, hide: str = "") -> Ran:
    ran = pytest(copy, arguments, hide)
    if ran.failed or not ran.cases:
        raise Refused(f"{otherwise}\n{ran.told}")
    return ran


def pytest(copy: Path, arguments: list[str], hide: str = "") -> Ran:
    """Raises Refused when no case ran at all. What ``hide`` names cannot be imported."""
    report, begun = copy / "report.xml", time.monotonic()
    options = ["-q", "--tb=short", "-p", "no:cacheprovider", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *arguments, *options]
    env = os.environ | {"PYTHONPATH": str(HIDING), "CHANGES_HIDE": hide}
    done = run(command, cwd=copy, env=env, capture_output=True, encoding="utf-8")
    told = (done.stdout + done.stderr)[-TAIL:]
    if done.returncode not in (0, 1):
        raise Refused(f"pytest ended with {done.returncode}\n{told}")
    suites = ET.parse(report).getroot().findall("testsuite")
    failed = sum(int(suite.get(what, 0)) for suite in suites for what in ("failures", "errors"))
    cases = sum(int(suite.get("tests", 0)) for suite in suites)
    return Ran(cases, failed, time.monotonic() - begun, told)


def hidden(packages: list[str]) -> str:
    """The modules of those packages in the group ``changes`` of pyproject.toml that are not among
    these."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "dependency-groups"
    ]
    others = {canonicalize_name(Requirement(line).name) for line in groups["changes"]} - set(
        packages
    )
    modules = packages_distributions().items()
    return " ".join(
        name for name, made_by in modules if others & {canonicalize_name(one) for one in made_by}
    )
