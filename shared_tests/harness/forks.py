"""Starts a Python program as a fork of a process that has imported its libraries, because the suite
starts hundreds.

Importing them is most of the start-up time, and no case tests it. Otherwise a fork equals a program
started by a shell: the same command with its own arguments, environment, files, session and exit
code.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, cast

from shared_tests.harness.child_processes import Launch, start

# The variables that an interpreter reads when it starts
AT_ITS_START = ("PYTHON", "LC_", "LANG", "TZ")


class Fork:
    """A forked program; the part of ``subprocess.Popen`` that is used here.

    Raises OSError when the fork server is gone.
    """

    returncode: int | None

    def __init__(
        self,
        command: Sequence[str],
        *,
        fork_server: ForkServer,
        cwd: Path,
        env: Mapping[str, str],
        stdout: IO[bytes],
        stderr: IO[bytes],
        pass_fds: Sequence[int] = (),
        start_new_session: bool = True,
    ) -> None:
        if not start_new_session:
            raise ValueError("a forked program has a session of its own")
        self.args, self.returncode = command, None
        self._socket, child_end = socket.socketpair()
        with child_end:
            fork_server.fork(child_end.fileno(), stdout.fileno(), stderr.fileno(), *pass_fds)
        request = {
            "command": list(command),
            "cwd": str(cwd),
            "env": dict(env),
            "descriptors": list(pass_fds),
        }
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        self.pid = int(self._line(None))

    def _line(self, timeout: float | None) -> bytes:
        self._socket.settimeout(timeout)
        line = b""
        while not line.endswith(b"\n"):
            if not (piece := self._socket.recv(1)):
                raise OSError(f"what keeps {self.args} has ended")
            line += piece
        return line

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, or minus the signal. Raises subprocess.TimeoutExpired after ``timeout``
        seconds."""
        if self.returncode is None:
            try:
                self.returncode = os.waitstatus_to_exitcode(int(self._line(timeout)))
            except (BlockingIOError, TimeoutError):
                raise subprocess.TimeoutExpired(self.args, timeout or 0) from None
            self._socket.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[None, None]:
        """Wait. The program writes to the files that it was given."""
        self.wait(timeout)
        return None, None

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """A process that has imported ``libraries`` and forks. It ends with us."""

    def __init__(self, libraries: Sequence[str], env: Mapping[str, str]) -> None:
        self._control, child_end = socket.socketpair()
        with child_end:
            program = str(Path(__file__).with_name("fork_server.py"))
            command = [sys.executable, "-P", program, str(child_end.fileno()), *libraries]
            self._process = start(
                command, pass_fds=[child_end.fileno()], stdin=subprocess.DEVNULL, env=env
            )
        self._read_at_start = _read_at_start(env)

    def fits(self, command: Sequence[str], env: Mapping[str, str]) -> bool:
        """Whether a forked program would see the same state as a newly started one."""
        return command[0] == sys.executable and _read_at_start(env) == self._read_at_start

    def fork(self, *descriptors: int) -> None:
        socket.send_fds(self._control, [b"."], descriptors)

    def close(self) -> None:
        """End it. Its forks go on."""
        self._control.close()
        self._process.wait()


def _read_at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(AT_ITS_START)}


class _Current:
    fork_server: ForkServer | None = None


def fork_from_now_on(libraries: Sequence[str], env: Mapping[str, str]) -> None:
    """Have ``launcher`` fork where it can. Programs that are measured are started without this."""
    _Current.fork_server = ForkServer(libraries, env)


def launcher(command: Sequence[str], env: Mapping[str, str]) -> Launch:
    """The callable that starts this command: ``subprocess.Popen``, or a fork."""
    fork_server = _Current.fork_server
    if fork_server is None or not fork_server.fits(command, env):
        return subprocess.Popen
    return cast("Launch", partial(Fork, fork_server=fork_server))
