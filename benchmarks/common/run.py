"""Describes the machine of a run, and records its figures."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from pathlib import Path

from benchmarks.common.source import ROOT

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
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


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
