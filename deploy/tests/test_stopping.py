"""Whichever signal ends the commands that serve: no process, socket or folder is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shared_tests.harness.implementations import ROOT, Implementation
from shared_tests.harness.servers import free_port

READY = b"when you stop this"
COMMANDS = {"demo": ("deploy.demo", "{}", "--{}-port=0"), "production": ("deploy.serve", "{}")}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Served:
    """A command that serves; all that it starts writes to logs in its folder."""

    def __init__(self, folder: Path, implementation: Implementation, command: str) -> None:
        self.folder, env = folder, os.environ | {"TMPDIR": str(folder)}
        words = (word.format(implementation.name) for word in COMMANDS[command])
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def wait_until_it_says(self, words: bytes) -> None:
        output = b""
        while words not in output:
            read = os.read(self.process.stdout.fileno(), 65536) if self.process.stdout else b""
            assert read, f"it has ended: {output!r}"
            output += read

    def end_with(self, number: signal.Signals) -> None:
        """As a terminal does, to the whole session; but ``kill`` names one process, and a closed
        terminal is gone."""
        if number == signal.SIGTERM:
            return self.process.send_signal(number)
        if number == signal.SIGHUP and self.process.stdout:
            self.process.stdout.close()
        os.killpg(self.process.pid, number)
        return None

    def left(self) -> list[str]:
        """The processes and files that are left."""
        remaining = [str(one) for one in self.folder.iterdir()]
        for log in Path("/proc").glob("[0-9]*/fd/1"):
            with suppress(OSError):
                if str(log.readlink()).startswith(str(self.folder)):
                    remaining.append(
                        (log.parent.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    )
        return remaining


@pytest.fixture
def serve(home: Path, implementation: Implementation) -> Iterator:
    started: list[Served] = []
    # In case it was ignored: our children inherit it
    under_nohup = signal.signal(signal.SIGHUP, signal.SIG_DFL)

    def one(command: str) -> Served:
        started.append(Served(home, implementation, command))
        return started[-1]

    yield one
    for served in started:
        with served.process:
            served.process.terminate()
    signal.signal(signal.SIGHUP, under_nohup)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_nothing_stays_of_what_was_served(serve, command: str, number: signal.Signals):
    served = serve(command)
    served.wait_until_it_says(READY)
    assert len(served.left()) > 2
    served.end_with(number)
    served.process.wait(20)
    assert served.left() == []


@pytest.mark.parametrize(("command", "after"), [("demo", 1.0), ("production", 2.5)])
def test_nothing_stays_of_what_was_being_started(serve, command: str, after: float):
    served = serve(command)
    time.sleep(after)
    served.end_with(signal.SIGTERM)
    served.process.wait(20)
    assert served.left() == []


@pytest.mark.parametrize("port", ["99999", "taken"])
def test_a_port_that_cannot_be_used_is_one_line(implementation: Implementation, port: str):
    number, side = free_port(), implementation.name
    with socket.create_server(("127.0.0.1", number)):
        option = f"--{side}-port={number if port == 'taken' else port}"
        command = [sys.executable, "-m", "deploy.demo", side, option]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=30)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert f"--{side}-port" in done.stderr
