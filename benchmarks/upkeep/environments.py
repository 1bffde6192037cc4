"""The cells of the window, and the environment of each, created by uv from the lock with one
package and its companions changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common import environments
from benchmarks.common.features import SIDES
from benchmarks.upkeep.packages import DATA

NO_PYTHON = "there is no Python"


class DoesNotInstall(RuntimeError):
    """With uv's reason, or a missing interpreter."""


@dataclass(frozen=True)
class Cell:
    """A side on one release, of its framework or of Python."""

    side: str
    of: str
    """``flask``, ``django`` or ``python``."""
    release: str
    python: str
    change: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """``django-4.2``, ``python-3.13-flask``"""
        return f"{self.of}-{self.release}" + ("" if self.of == self.side else f"-{self.side}")


@cache
def described() -> dict:
    return tomllib.loads((DATA / "cells.toml").read_text(encoding="utf-8"))


def cells() -> Iterator[Cell]:
    for side in SIDES:
        for release, change in described()["releases"][side].items():
            yield Cell(side, side, release, described()["python"], tuple(change))
        for python in described()["pythons"]:
            yield Cell(side, "python", python, python)


def interpreter(release: str) -> Path:
    """Raises DoesNotInstall if this release is not installed."""
    found = environments.interpreter(release)
    if found is None:
        raise DoesNotInstall(f"{NO_PYTHON} {release} here")
    return found


def made(cell: Cell, folder: Path) -> tuple[Path, dict[str, str]]:
    """The interpreter of a new environment, and the companions whose release had to change too.
    Raises DoesNotInstall."""
    uv("venv", "--quiet", "--clear", f"--python={interpreter(cell.python)}", str(folder))
    python = folder / "bin" / "python"
    pins = locked(described()["sides"][cell.side]["groups"])
    try:
        install(python, pins, cell.change, [])
        return python, {}
    except DoesNotInstall:
        companions = described()["sides"][cell.side]["companions"]
        install(python, pins, cell.change, companions)
        return python, moved(python, pins, companions)


def locked(groups: Iterable[str]) -> list[str]:
    """The locked packages of these groups, as requirements."""
    chosen = [f"--only-group={group}" for group in groups]
    output = uv("export", "--frozen", "--no-hashes", "--no-annotate", "--no-header", *chosen)
    return [line for line in output.splitlines() if line and not line.startswith("#")]


def install(python: Path, pins: list[str], change: Iterable[str], free: Iterable[str]) -> None:
    """The pins without those of changed and free packages. Raises DoesNotInstall with uv's
    reason."""
    changed = {canonicalize_name(Requirement(line).name) for line in change}
    kept = [line for line in pins if name(line) not in {*changed, *free}]
    loose = sorted({name(line) for line in pins} & set(free) - changed)
    file = python.parents[1] / "wanted.txt"
    file.write_text("\n".join([*kept, *change, *loose]) + "\n", encoding="utf-8")
    uv("pip", "install", "--quiet", f"--python={python}", f"--requirements={file}")


def name(line: str) -> str:
    return str(canonicalize_name(Requirement(line).name))


def moved(python: Path, pins: Iterable[str], companions: Iterable[str]) -> dict[str, str]:
    """``4.1.0 → 4.0.7`` for each companion that is not of its locked release."""
    now = versions(python)
    before = {name(line): next(iter(Requirement(line).specifier)).version for line in pins}
    return {
        one: f"{before[one]} → {now[one]}"
        for one in companions
        if one in before and one in now and before[one] != now[one]
    }


def versions(python: Path) -> dict[str, str]:
    """The packages installed there."""
    output = uv("pip", "freeze", f"--python={python}")
    return dict(line.split("==") for line in output.splitlines() if "==" in line)


def uv(*arguments: str) -> str:
    """The output. Raises DoesNotInstall with its reason in one line."""
    try:
        return environments.uv(*arguments)
    except environments.UvFailedError as error:
        raise DoesNotInstall(reason(str(error))) from None


def reason(output: str) -> str:
    """uv draws a tree; its words without the signs, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"[×╰─▶│]|error:|cause:", " ", output)).strip()
