"""Describes the machine of a run, and records its figures."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from pathlib import Path

from benchmarks.common.source import ROOT
from shared_tests.harness import arguments

RESULTS = ROOT / "benchmarks" / "results"


def record(file: Path, facts: dict) -> None:
    """Write the facts of a run with date, commit and machine; refuses if the tree differs from its
    commit."""
    refuse_changes()
    write(file, {"run": stamp()} | facts)


def stamp() -> dict[str, str]:
    """The current day, commit and machine."""
    return {
        "date": datetime.date.today().isoformat(),
        "commit": git("rev-parse", "HEAD"),
        "machine": machine(),
    }


def refuse_changes() -> None:
    """Raises SystemExit if the tree differs from its commit."""
    if changed := git(
        "status", "--porcelain", "--untracked-files=no", "--", ".", ":!benchmarks/results"
    ):
        raise SystemExit(f"commit first, so that the run can be repeated; changed:\n{changed}")


def write(file: Path, facts: dict) -> None:
    arguments.write(file, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def json_object(file: Path) -> dict:
    """The object in a JSON file. Raises OSError, or ValueError for a file that holds none."""
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found


def earlier(file: Path | None) -> dict:
    """The facts of a record that will be continued; none if there is none. Raises SystemExit with
    one line if it cannot be."""
    if file is None or not file.is_file():
        return {}
    try:
        return json_object(file)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{file} cannot be continued: {error}") from None


def git(*words: str) -> str:
    """What git says. Raises SystemExit with one line without git or outside a clone."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8")
    except FileNotFoundError:
        raise SystemExit("git is missing: install it") from None
    if done.returncode:
        raise SystemExit(f"{ROOT} must be a clone of the repository: {done.stderr.strip()}")
    return done.stdout.strip()


def machine() -> str:
    """System, processor and number of cores, in words."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    models = [
        line.partition(":")[2].strip()
        for line in processor_lines()
        if line.startswith("model name")
    ]
    return f"{system}, {models[0] if models else platform.machine()}, {os.cpu_count()} cores"


def processor_lines() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
