"""Measures one side of a request ``swap_api_*`` before and after its patch, in copies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.code.patches import counted
from benchmarks.common.lock import closure, required
from experiments.api_layers.documents import agreed, compared
from experiments.changes.requests import Request, requests
from experiments.changes.trial import without_packages
from experiments.verifier import Refused, apply
from shared_tests.harness.copies import copy

SCENARIOS = ["JSON list", "create"]


def layers() -> list[Request]:
    """The change requests that replace the API by one of a library."""
    return [one for one in requests() if not one.compares_sides]


def before(side: str, repeats: int) -> dict[str, list[float]]:
    """Instructions of each scenario without any library."""
    with copy("api-") as folder:
        return ran(folder, side, [], repeats, described=False)["instructions"]


def measured(request: Request, side: str, repeats: int) -> dict[str, Any]:
    """Own lines, packages, instructions and the comparison of the descriptions. Raises Refused when
    the patch does not apply or a response of the application is wrong."""
    with copy("api-") as folder:
        for patch in request.patches(side):
            apply(patch, folder)
        found = ran(folder, side, request.packages[side], repeats, described=True)
    lines = counted(request.folder / f"{side}.patch")
    return {
        "request": request.name,
        "side": side,
        "packages": request.packages[side],
        "installed": sorted(installed(side, request.packages[side])),
        "added": lines["lines"],
        "removed": lines["removed"],
        "instructions": found["instructions"],
        "description": compared(agreed(), found["document"]),
    }


def ran(
    folder: Path, side: str, packages: list[str], repeats: int, *, described: bool
) -> dict[str, Any]:
    """The result of the module ``inside`` in that copy."""
    job = {"side": side, "scenarios": SCENARIOS, "repeats": repeats, "described": described}
    done = subprocess.run(
        [sys.executable, "-m", "experiments.api_layers.inside", json.dumps(job)],
        cwd=folder,
        env=os.environ | without_packages(packages),
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Refused(f"{side} with {', '.join(packages) or 'no library'}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def installed(side: str, packages: list[str]) -> set[str]:
    """The additional packages."""
    return closure(*packages) - closure(*(one.name for one in required(side)))
