"""The type coverage of each side's own code: the share of expressions whose type is not Any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT

LEFT_OUT = {"tests", "migrations"}
"""Tests, and generated files."""
OPTIONS = {"flask": (), "django": ("--config-file=django_impl/mypy.ini",)}
"""As in the session ``lint``: Django's with the plugin of django-stubs; no package of Flask's side
has one."""


def measure() -> dict:
    return {side: checked(side) for side in SIDES}


def checked(side: str) -> dict:
    """The number of expressions and of those of type ``Any``. Raises RuntimeError when mypy reports
    an error, or nothing."""
    with TemporaryDirectory(prefix="any-") as folder:
        command = [sys.executable, "-m", "mypy", "--num-workers=0", *OPTIONS[side]]
        done = subprocess.run(
            [*command, f"--any-exprs-report={folder}", f"{side}_impl"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        if done.returncode:
            raise RuntimeError(f"mypy ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return counted((Path(folder) / "any-exprs.txt").read_text(encoding="utf-8"))


def counted(report: str) -> dict:
    """The sums of a report's modules; its columns are name, Anys, expressions and a share."""
    modules = [line.split() for line in report.splitlines()[2:-2]]
    own = [words for words in modules if not LEFT_OUT & set(words[0].split("."))]
    unknown, every = (sum(int(words[column]) for words in own) for column in (1, 2))
    if not every:
        raise RuntimeError(f"no expression is reported\n{report}")
    return {"modules": len(own), "expressions": every, "unknown": unknown}
