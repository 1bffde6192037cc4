"""The requirements of a group and the dependencies of a package, from pyproject.toml and uv.lock:
needs no installation, and is the same everywhere."""

from __future__ import annotations

import tomllib
from functools import cache

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.source import ROOT

ENVIRONMENT = {
    "python_version": "3.13",
    "python_full_version": "3.13.0",
    "sys_platform": "linux",
    "extra": "",
}


@cache
def groups() -> dict[str, list[str]]:
    """The dependency groups by name, with their lines in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = project["dependency-groups"]
    return found


def required(*names: str) -> list[Requirement]:
    """The requirements of these groups on Linux with Python 3.13."""
    lines = [Requirement(line) for name in names for line in groups()[name]]
    return [one for one in lines if one.marker is None or one.marker.evaluate(ENVIRONMENT)]


@cache
def locked() -> dict[str, list[dict]]:
    """Each locked package with its dependencies; of a package locked in two versions, those of the
    newer."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    ordered = sorted(
        packages,
        key=lambda one: [int(part) for part in one["version"].split(".") if part.isdigit()],
    )
    return {one["name"]: one.get("dependencies", []) for one in ordered}


def closure(*names: str) -> set[str]:
    """The packages of these names and their dependencies on Linux with Python 3.13. LookupError for
    an unknown one."""
    found: set[str] = set()
    wanted = [canonicalize_name(name) for name in names]
    while wanted:
        name = wanted.pop()
        if name not in locked():
            raise LookupError(f"{name} is not in uv.lock")
        if name not in found:
            found.add(name)
            wanted += [one["name"] for one in locked()[name] if applies(one.get("marker"))]
    return found


def applies(marker: str | None) -> bool:
    return marker is None or Marker(marker).evaluate(ENVIRONMENT)
