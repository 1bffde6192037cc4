"""Starts the process of an application and requests measurements from it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from benchmarks.requests.subject import ROOT, Subject
from shared_tests.harness.implementations import PASSWORD


class Child:
    """A running process; it handles one request at a time."""

    def __init__(self, subject: Subject, process: subprocess.Popen[str], log: Path) -> None:
        self.subject, self.process, self.log = subject, process, log

    def ask(self, do: str, **what: Any) -> dict[str, Any]:
        """Raises RuntimeError with the application's name when its response was wrong or its
        process exited."""
        stdin, stdout = self.pipes()
        try:
            stdin.write(json.dumps({"do": do, **what}) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RuntimeError(
                f"{self.subject.name} ended "
                f"early:\n{self.log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
            )
        said = json.loads(line)
        if "error" in said:
            raise RuntimeError(f"{self.subject.name}: {said['error']}")
        return said

    def pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin
        assert self.process.stdout
        return self.process.stdin, self.process.stdout

    def stop(self) -> None:
        """It ends with its standard input; killed after 10 s."""
        for pipe in self.pipes():
            with suppress(BrokenPipeError):
                pipe.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(
    subject: Subject,
    folder: Path,
    *prefix: str,
    library: Path | None = None,
    hashes: Path | None = None,
    statements: bool = False,
) -> Iterator[Child]:
    """The process until the block is left; ``prefix`` is its wrapper command, ``library`` the
    interface to callgrind."""
    job = {
        "subject": asdict(subject),
        "password": PASSWORD,
        "library": str(library) if library else "",
        "hashes": str(hashes) if hashes else "",
        "statements": statements,
    }
    command = [*prefix, sys.executable, "-m", "benchmarks.requests.child", json.dumps(job)]
    child = start(subject, command, folder / "log")
    try:
        yield child
    finally:
        child.stop()


def start(subject: Subject, command: list[str], log: Path) -> Child:
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**subject.env, "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        )
    return Child(subject, process, log)
