"""A copy of the repository as it is in the working tree, in which code can be changed and run
safely."""

from __future__ import annotations

import shutil
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
