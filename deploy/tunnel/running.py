"""Runs a program until a block is left, from the moment when its log says that it is ready."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from shared_tests.harness.child_processes import start
from shared_tests.harness.implementations import ROOT
from shared_tests.harness.servers import Process


@contextmanager
def running(
    command: Sequence[str], ready: str, log_file: Path, env: Mapping[str, str] | None = None
) -> Iterator[Process]:
    """Run ``command``; ``ready`` is a text that it logs when it can be used.

    Raises RuntimeError with the log when it ends before, or needs longer than 30 s.
    """
    with log_file.open("wb") as log:
        started = start(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    process = Process(started, log_file)
    try:
        wait_until_it_says(ready, process)
        yield process
    finally:
        process.stop()


def wait_until_it_says(ready: str, process: Process) -> None:
    end = time.monotonic() + 30
    while process.process.poll() is None and time.monotonic() < end:
        if ready in process.log():
            return
        time.sleep(0.02)
    raise RuntimeError(f"{process.process.args!r} did not say {ready!r}:\n{process.log()}")
