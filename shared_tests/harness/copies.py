"""A copy of the repository as it is in the working tree, in which code can be changed and run
safely."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from shared_tests.harness.implementations import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".nox", ".venv", "__pycache__", ".*_cache", "*.sqlite3*", "instance"
)


def copied(folder: Path) -> Path:
    """Copy into ``folder``, which must not exist yet."""
    return shutil.copytree(ROOT, folder, ignore=NOT_COPIED, symlinks=True)


@contextmanager
def copy(prefix: str) -> Iterator[Path]:
    """A copy in a temporary folder, until the block is left."""
    with TemporaryDirectory(prefix=prefix) as folder:
        yield copied(Path(folder) / "copy")


class DoesNotApplyError(RuntimeError):
    """What git says of a patch that does not fit the copy."""


def apply(patch: Path, copy: Path) -> None:
    """Raises DoesNotApplyError, and then changes nothing."""
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", patch],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise DoesNotApplyError(done.stderr.strip())
