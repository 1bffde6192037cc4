"""What an implementation installs and how long it takes to start; runs inside that implementation's
environment."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.measures import summary
from benchmarks.common.source import ROOT
from shared_tests.harness.implementations import IMPLEMENTATIONS, environment

REPEATS = 5


def installed(group: str) -> dict[str, Distribution]:
    """The packages of a dependency group with all that they need, as they are installed here."""
    return closure(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"][
            group
        ]
    )


def closure(requirements: Iterable[str]) -> dict[str, Distribution]:
    """The required packages with all that they need, by name. PackageNotFoundError for one that is
    not installed."""
    wanted = [(Requirement(line), "") for line in requirements]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    while wanted:
        requirement, extra = wanted.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = str(canonicalize_name(requirement.name))
        found.setdefault(name, distribution(name))
        for option in {"", *requirement.extras}:
            if (name, option) not in seen:
                seen.add((name, option))
                wanted += [(Requirement(line), option) for line in found[name].requires or []]
    return found


def size(packages: dict[str, Distribution]) -> int:
    """Bytes on disk of all files of the packages, without compiled bytecode."""
    files = [
        Path(str(one.locate_file(file))) for one in packages.values() for file in one.files or []
    ]
    return sum(file.stat().st_size for file in files if file.suffix != ".pyc" and file.is_file())


def start_up(side: str) -> list[float]:
    """Seconds from starting Python to an application that could answer, less those of Python
    alone."""
    implementation = IMPLEMENTATIONS[side]
    module, _, name = implementation.wsgi.partition(":")
    load = f"import sys; sys.path.insert(0, '.'); from {module} import {name}"
    with TemporaryDirectory() as folder:
        env = environment(Path(folder))
        seconds(load, env, ROOT / implementation.chdir)  # the first one compiles what is imported
        return [
            seconds(load, env, ROOT / implementation.chdir) - seconds("pass", env, ROOT)
            for _ in range(REPEATS)
        ]


def seconds(code: str, env: dict[str, str], folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=env, cwd=folder, check=True)
    return time.perf_counter() - begun


def measure(side: str) -> dict:
    packages = installed(side)
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "framework": distribution(side).version,
        "packages": {name: one.version for name, one in sorted(packages.items())},
        "bytes": size(packages),
        "start_seconds": summary(start_up(side)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side", choices=sorted(IMPLEMENTATIONS))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(
        json.dumps(measure(arguments.side), indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
