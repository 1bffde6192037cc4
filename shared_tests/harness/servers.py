"""A running server of an implementation, and how to serve one, run its development server or its
export worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx

from shared_tests.harness import child_processes
from shared_tests.harness.child_processes import Launch
from shared_tests.harness.forks import launcher
from shared_tests.harness.implementations import ROOT, Implementation
from shared_tests.harness.loopback import Client


@dataclass
class Process:
    """A process in a session of its own, with its children. It writes to ``log_file``."""

    process: subprocess.Popen[bytes]
    log_file: Path

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End it and its children with SIGKILL, as a power failure does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it and its children: SIGTERM first, SIGKILL after 10 s."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
        self.kill()


@dataclass
class Server(Process):
    """A process that serves at ``base_url``."""

    base_url: str

    def wait_until_it_responds(self, deadline: float = 30) -> None:
        end = time.monotonic() + deadline
        # Loopback, without TLS
        with Client(base_url=self.base_url, timeout=2, verify=False) as client:
            while time.monotonic() < end:
                if self.process.poll() is not None:
                    raise RuntimeError(
                        f"the server ended with {self.process.returncode}:\n{self.log()}"
                    )
                try:
                    client.get("/healthz")
                    return
                except httpx.TransportError:
                    time.sleep(0.05)
        raise RuntimeError(f"no response from {self.base_url} within {deadline} s:\n{self.log()}")


@contextmanager
def serving(
    implementation: Implementation,
    env: Mapping[str, str],
    folder: Path,
    *,
    port: int = 0,
    scheme: str = "http",
    options: tuple[str, ...] = (),
) -> Iterator[Server]:
    """Serve with gunicorn until the block is left. The socket is bound here and handed over, so no
    port is guessed.

    ``options`` are gunicorn's, beside one worker of four threads; with a certificate among them,
    ``scheme`` is https.

    Raises OSError when ``port`` (0: any free one) is taken, RuntimeError with the log when the
    server does not come up.
    """
    folder_of_code = ROOT / implementation.chdir
    gunicorn = [
        implementation.python,
        "-m",
        "gunicorn",
        "--no-control-socket",
        f"--chdir={folder_of_code}",
    ]
    gunicorn += ["--workers=1", "--threads=4", *options]
    with socket.create_server(("127.0.0.1", port)) as listener:
        command = [*gunicorn, f"--bind=fd://{listener.fileno()}", implementation.wsgi]
        server = _serve(
            command, env, folder, listener.getsockname()[1], listener.fileno(), scheme=scheme
        )
    yield from _watched(server)


@contextmanager
def developing(
    implementation: Implementation, env: Mapping[str, str], folder: Path
) -> Iterator[Server]:
    """Run the framework's own development server with debug on until the block is left."""
    port = free_port()
    command = [
        *implementation.command,
        *implementation.develop,
        implementation.port_option.format(port=port),
    ]
    # It restarts itself
    yield from _watched(_serve(command, env, folder, port, launch=subprocess.Popen))


def free_port() -> int:
    """A free port for programs that take no open socket. Another process may take it first."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def working(
    implementation: Implementation, env: Mapping[str, str], folder: Path
) -> Iterator[Process]:
    """Run an export worker in a process of its own until the block is left."""
    log_file = folder / f"worker-{uuid4().hex}.log"
    worker = Process(
        _start([*implementation.command, *implementation.work], env, log_file), log_file
    )
    try:
        yield worker
    finally:
        worker.stop()


def _serve(
    command: list[str],
    env: Mapping[str, str],
    folder: Path,
    port: int,
    *descriptors: int,
    scheme: str = "http",
    launch: Launch | None = None,
) -> Server:
    log_file = folder / f"server-{port}.log"
    process = _start(command, env, log_file, *descriptors, launch=launch)
    return Server(process, log_file, f"{scheme}://127.0.0.1:{port}")


def _start(
    command: list[str],
    env: Mapping[str, str],
    log_file: Path,
    *descriptors: int,
    launch: Launch | None = None,
) -> subprocess.Popen[bytes]:
    launch = launch or launcher(command, env)
    with log_file.open("wb") as log:
        return child_processes.start(
            command, launch, cwd=ROOT, env=env, pass_fds=descriptors, stdout=log, stderr=log
        )


def _watched(server: Server) -> Iterator[Server]:
    try:
        server.wait_until_it_responds()
        yield server
    finally:
        server.stop()
