"""One server process with a name: started, watched, stopped, killed, paused and started again, each
with a deadline."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.programs import OURSELVES, Account
from shared_tests.harness.child_processes import start
from shared_tests.harness.implementations import ROOT
from shared_tests.harness.servers import Process


@dataclass
class Program(Process):
    """A server of the stack. ``restart`` brings it back with the same command, ports and files."""

    process: subprocess.Popen[bytes] = field(init=False)
    name: str
    command: list[str]
    env: Mapping[str, str]
    is_ready: Callable[[], object]
    """Raises OSError or RuntimeError until it is ready."""
    account: Account = OURSELVES
    cwd: Path = ROOT
    stop_signal: signal.Signals = signal.SIGTERM

    def start(self) -> None:
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        with self.log_file.open("ab") as log:
            self.process = start(
                self.command,
                cwd=self.cwd,
                env=self.env,
                user=self.account.user,
                group=self.account.group,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self, deadline: float = 20) -> None:
        """Raises RuntimeError with the log when it ends or is not ready in time."""
        stop, reason = time.monotonic() + deadline, "no reason"
        while time.monotonic() < stop:
            if self.process.poll() is not None:
                raise RuntimeError(
                    f"{self.name} ended with {self.process.returncode}:\n{self.log()}"
                )
            try:
                self.is_ready()
                return
            except (OSError, RuntimeError) as error:
                reason = str(error)
                time.sleep(0.02)
        raise RuntimeError(
            f"{self.name} is not ready within {deadline} s ({reason}):\n{self.log()}"
        )

    def request_stop(self) -> None:
        """Ask it to end, without waiting."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            self.resume()  # a paused process would not receive the signal

    def stop(self) -> None:
        """End it and all that it started: SIGTERM first, SIGKILL after 10 s."""
        self.request_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def pause(self) -> None:
        """Stop it and its children with SIGSTOP, with their sockets open, until ``resume``."""
        self.signal_all(signal.SIGSTOP)

    def resume(self) -> None:
        self.signal_all(signal.SIGCONT)

    def signal_all(self, number: signal.Signals) -> None:
        for pid in (self.process.pid, *self.children()):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def children(self) -> list[int]:
        """The ids of the processes that this one has started, such as gunicorn's workers."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return (
            [int(pid) for pid in listed.read_text(encoding="utf-8").split()]
            if listed.exists()
            else []
        )


def stop_together(programs: list[Program]) -> None:
    """Stop several programs at the same time."""
    for one in programs:
        one.request_stop()
    for one in programs:
        one.stop()
