"""The interpreters of this machine, and uv, which creates environments for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.common.source import ROOT

VERSION = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable, sep='\\n')"
LONGEST = 600  # seconds, for one command of uv


class UvFailedError(RuntimeError):
    """With uv's output."""


class NoUvError(RuntimeError):
    """With the places that were searched."""


def interpreter(release: str) -> Path | None:
    """The interpreter of a release such as 3.13: this one, one on PATH, or one that pyenv has and
    does not select: its shim fails."""
    name = f"python{release}"
    on_path = [Path(folder) / name for folder in os.get_exec_path()]
    shims = (file.parents[1] for file in on_path if file.parent.name == "shims")
    unselected = [one for root in shims for one in sorted(root.glob(f"versions/*/bin/{name}"))]
    for program in (Path(sys.executable), *on_path, *unselected):
        if not os.access(program, os.X_OK):
            continue
        done = subprocess.run(
            [program, "-c", VERSION], cwd=ROOT, capture_output=True, encoding="utf-8"
        )
        found, _, path = done.stdout.strip().partition("\n")
        if found == release:
            return Path(path)
    return None


def uv(*arguments: str) -> str:
    """uv's output. Raises NoUvError, and UvFailedError. If no index is set, the project's is
    used."""
    beside = Path(sys.executable).with_name("uv")
    program = shutil.which("uv") or (str(beside) if beside.exists() else "")
    if not program:
        raise NoUvError("uv is not on PATH, which nox -s bench sees to")
    settings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    settings.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    if done.returncode:
        raise UvFailedError(done.stderr.strip())
    return done.stdout
