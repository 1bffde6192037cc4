"""Environments with the locked packages of some groups and nothing else, on each Python of this
machine."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.common import environments
from benchmarks.common.environments import interpreter
from benchmarks.common.source import ROOT

PYTHONS = ("3.13", "3.11")
"""The figures of the first are quoted; the second uses the previous release of Django."""
FOLDER = ROOT / ".nox" / "footprint"
PROBE = Path(__file__).with_name("probe.py")


class Missing(Exception):
    """The reason why no environment can be created."""


@dataclass(frozen=True)
class Environment:
    """An interpreter, and what is installed for it."""

    python: str
    packages: Mapping[str, Mapping]
    """By name: ``version``, and ``bytes`` of its files without compiled bytecode."""
    owners: Mapping[str, str]
    """Top-level module → package."""

    @property
    def bytes(self) -> int:
        return sum(one["bytes"] for one in self.packages.values())


def interpreters() -> dict[str, str]:
    """The interpreters of PYTHONS on this machine, by version."""
    found = {version: interpreter(version) for version in PYTHONS}
    return {version: str(path) for version, path in found.items() if path}


def environment_of(groups: tuple[str, ...], python: str) -> Environment:
    """Created at the first call, reused from ``.nox`` later. Raises Missing without uv, or when a
    package cannot be installed."""
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
    done = subprocess.run(
        [own, "-P", str(PROBE)], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    contents = json.loads(done.stdout)
    return Environment(own, contents["packages"], contents["owners"])


def uv(*arguments: str) -> str:
    """Its output. Raises Missing."""
    try:
        return environments.uv("--quiet", *arguments)
    except environments.NoUvError as error:
        raise Missing(str(error)) from None
    except environments.UvFailedError as error:
        raise Missing(f"uv {' '.join(arguments[:2])} failed: {error}") from None
