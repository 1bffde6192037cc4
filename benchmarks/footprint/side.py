"""The packages and the start time of an implementation; runs inside that implementation's
environment."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common.measures import summary
from benchmarks.common.packages import installed, size
from benchmarks.common.source import ROOT
from shared_tests.harness.arguments import output, write
from shared_tests.harness.child_processes import end_cleanly
from shared_tests.harness.implementations import IMPLEMENTATIONS, environment

REPEATS = 5


def start_up(side: str) -> list[float]:
    """Seconds from the start of Python to a ready application, less those of Python alone."""
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
    parser.add_argument("--output", type=output, required=True)
    arguments = parser.parse_args()
    end_cleanly()
    write(arguments.output, json.dumps(measure(arguments.side), indent=1) + "\n")


if __name__ == "__main__":
    main()
