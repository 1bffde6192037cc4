"""Environments with the locked packages of some groups and nothing else, on each Python of this
machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.common.source import ROOT

PYTHONS = ("3.13", "3.11")
"""The first is the one whose figures are quoted; the second has the release of Django before."""
FOLDER = ROOT / ".nox" / "footprint"
PROBE = Path(__file__).with_name("probe.py")
VERSION = "import sys; print('.'.join(map(str, sys.version_info[:2])))"


class Missing(Exception):
    """Why no environment can be made."""


@dataclass(frozen=True)
class Environment:
    """An interpreter, and what is installed for it."""

    python: str
    packages: Mapping[str, Mapping]
    """By name: ``version``, and ``bytes`` of its files without compiled bytecode."""
    owners: Mapping[str, str]
    """The name of the package that a top-level module comes from."""

    @property
    def bytes(self) -> int:
        return sum(one["bytes"] for one in self.packages.values())


def interpreters() -> dict[str, str]:
    """Those of PYTHONS that this machine has, by version. A shim of pyenv that has none to run is
    left out."""
    found: dict[str, str] = {}
    for version in PYTHONS:
        candidates = [sys.executable, shutil.which(f"python{version}")]
        for one in filter(None, candidates):
            if version not in found and said(one, "-c", VERSION) == version:
                found[version] = said(one, "-c", "import sys; print(sys.executable)")
    return found


def said(*command: str) -> str:
    """What it prints; nothing when it fails."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    return done.stdout.strip() if done.returncode == 0 else ""


def environment_of(groups: tuple[str, ...], python: str) -> Environment:
    """Made at the first call, taken from ``.nox`` at the next. Raises Missing without uv, or when
    a package cannot be installed."""
    wanted = uv("export", "--frozen", *(f"--only-group={group}" for group in sorted(groups)))
    folder = FOLDER / sha256(f"{python} {wanted}".encode()).hexdigest()[:12]
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        uv("venv", f"--python={python}", str(folder))
        (folder / "wanted.txt").write_text(wanted, encoding="utf-8")
        sync = ("pip", "sync", "--require-hashes", "--compile-bytecode")
        uv(*sync, f"--python={folder}", str(folder / "wanted.txt"))
        (folder / "made").touch()
    own = str(folder / "bin" / "python")
    told = json.loads(said(own, "-P", str(PROBE)))
    return Environment(own, told["packages"], told["owners"])


def uv(*arguments: str) -> str:
    """Its output. Where no index is set, it takes the one that the project names."""
    beside = Path(sys.executable).with_name("uv")
    program = shutil.which("uv") or (str(beside) if beside.exists() else "")
    if not program:
        raise Missing("uv is not on PATH, which nox -s bench sees to")
    command = [program, "--quiet", *arguments]
    settings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    settings.pop("VIRTUAL_ENV", None)
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise Missing(f"uv {' '.join(arguments[:2])} failed: {done.stderr.strip()}")
    return done.stdout
