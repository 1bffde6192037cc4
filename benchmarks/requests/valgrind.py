"""The interface to the callgrind under which this process runs: a few lines of C, compiled when
needed."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path

SOURCE = """
#include <valgrind/callgrind.h>
void start(void) { CALLGRIND_START_INSTRUMENTATION; }
void zero(void) { CALLGRIND_ZERO_STATS; }
void dump(void) { CALLGRIND_DUMP_STATS; }
"""
INSTALL = "install it (Debian: apt install valgrind gcc libc6-dev)"


class Missing(Exception):
    """A program is not installed; the message says how to install it."""


class Requests:
    """The client requests, as functions of a library. Raises OSError when it cannot be loaded."""

    def __init__(self, library: str) -> None:
        loaded = ctypes.CDLL(library)
        self.start, self.zero, self.dump = loaded.start, loaded.zero, loaded.dump


def compiled(folder: Path) -> Path:
    """The library, made in ``folder``. Raises Missing without valgrind, its header or a
    compiler."""
    compiler = shutil.which("cc")
    for program in ("valgrind", "cc"):
        if not shutil.which(program):
            raise Missing(f"{program} counts no instructions, for it is not here; {INSTALL}")
    source, library = folder / "requests.c", folder / "requests.so"
    source.write_text(SOURCE, encoding="utf-8")
    done = subprocess.run(
        [str(compiler), "-O2", "-shared", "-fPIC", "-o", library, source],
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Missing(f"valgrind's header callgrind.h does not compile; {INSTALL}")
    return library


def counted(file: Path) -> int:
    """The instructions in a dump. Raises LookupError if there are none."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("summary:"):
            return int(line.split()[1])
    raise LookupError(f"{file.name} holds no summary")
