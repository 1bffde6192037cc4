"""One application and two tunnels to it: to its port on loopback, and to its unix socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.tunnel.application import serving_at
from deploy.tunnel.ssh import Client
from shared_tests.harness.implementations import Implementation
from shared_tests.harness.servers import Process, free_port


@dataclass(frozen=True)
class Forwards:
    """The URLs of the application."""

    server: Process
    direct: str
    to_port: str
    to_socket: str


@contextmanager
def open_forwards(
    implementation: Implementation,
    env: Mapping[str, str],
    folder: Path,
    client: Client,
    *options: str,
) -> Iterator[Forwards]:
    """Serve with these options of gunicorn, and forward, until the block is left."""
    target, to_port, to_socket = free_port(), free_port(), free_port()
    socket = folder / "socket"
    binds = (f"--bind=127.0.0.1:{target}", f"--bind=unix:{socket}")
    with (
        serving_at(implementation, env, folder, *binds, *options) as server,
        client.tunnel(f"-L{to_port}:127.0.0.1:{target}", f"-L{to_socket}:{socket}"),
    ):
        yield Forwards(
            server, *(f"http://localhost:{port}" for port in (target, to_port, to_socket))
        )
