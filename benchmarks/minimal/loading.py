"""Time and memory of a fresh process for the imports of a step."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.common.source import ROOT
from benchmarks.minimal.imports import program
from benchmarks.minimal.steps import Step
from benchmarks.minimal.subjects import KINDS, one_file
from shared_tests.harness.implementations import IMPLEMENTATIONS, Implementation

TOLD = (
    "\nprint(next(line for line in open('/proc/self/smaps_rollup') if "
    "line.startswith('Pss:')).split()[1])"
)


@dataclass(frozen=True)
class Load:
    """A program and its folder; its figures, less those of Python alone."""

    code: str
    folder: Path
    python: str = sys.executable
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    """Proportional set size (Pss) of the process at its end."""


BARE = Load("pass", ROOT)


def application(implementation: Implementation) -> Load:
    """An application as its WSGI server imports it, ready to serve."""
    module, _, name = implementation.wsgi.partition(":")
    code = f"import sys; sys.path.insert(0, '.'); from {module} import {name}"
    return Load(code, ROOT / implementation.chdir, implementation.python)


def loads(steps: Sequence[Step]) -> list[Load]:
    """The applications of one file at the first steps, the project at the last, and the step's
    program in between."""
    side = steps[0].side
    files = [application(one_file(step, side)) for step in KINDS]
    between = [Load(program(step), ROOT) for step in steps[len(KINDS) : -1]]
    return [*files, *between, application(IMPLEMENTATIONS[side])]


def run(load: Load, env: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of wall time from starting Python to its end, and its megabytes. CalledProcessError
    when it fails."""
    begun = time.perf_counter()
    done = subprocess.run(
        [load.python, "-c", load.code + TOLD],
        env=env,
        cwd=load.folder,
        check=True,
        stdout=subprocess.PIPE,
    )
    return time.perf_counter() - begun, int(done.stdout) * 1024 / 1e6


def measure(
    pairs: Sequence[Sequence[Load]], env: Mapping[str, str], rounds: int, tick: Callable[[], None]
) -> None:
    """Run every program ``rounds`` times, sides and steps in turn, each pair after an empty Python
    program. The last pair, which includes all imports, runs once before, so that they are compiled
    and cached."""
    for load in pairs[-1]:
        run(load, env)
    for pair in [pair for _ in range(rounds) for pair in pairs]:
        seconds, megabytes = run(BARE, env)
        for load in pair:
            found = run(load, env)
            load.seconds.append(found[0] - seconds)
            load.megabytes.append(found[1] - megabytes)
            tick()
