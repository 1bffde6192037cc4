"""A process that replies to each line with a line, with a timeout."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared_tests.harness.implementations import ROOT

START = 60.0  # seconds in which it must be ready


class Answering:
    def __init__(self, command: list[str], env: Mapping[str, str], log: Path) -> None:
        self.command, self.env, self.log = command, env, log
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        with self.log.open("ab") as log:
            pipe = subprocess.PIPE
            process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdin=pipe,
                stdout=pipe,
                stderr=log,
                encoding="utf-8",
            )
        self.read(process, START)
        return process

    def ask(self, line: str, seconds: float) -> dict[str, Any]:
        """The reply; a process that takes longer is killed, and TimeoutError raised."""
        assert self.process.stdin
        print(line, file=self.process.stdin, flush=True)
        return self.read(self.process, seconds)

    def read(self, process: subprocess.Popen[str], seconds: float) -> dict[str, Any]:
        assert process.stdout
        alarm = threading.Timer(seconds, process.kill)
        alarm.start()
        line = process.stdout.readline()
        alarm.cancel()
        if line:
            return json.loads(line)
        if process.wait(5) == -9:
            raise TimeoutError(
                f"no response within {seconds} s: {self.log.read_text(encoding='utf-8')[-2000:]}"
            )
        raise RuntimeError(f"it has ended: {self.log.read_text(encoding='utf-8')[-2000:]}")

    def revive(self) -> None:
        if self.process.poll() is not None:
            self.process = self.start()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
