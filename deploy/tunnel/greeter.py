"""The smallest target of a tunnel: a port that sends one word to each client."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

WORD = b"reached"


@contextmanager
def greeting(listener: socket.socket) -> Iterator[None]:
    """Send the greeting until the block is left."""

    def greet() -> None:
        with suppress(OSError):  # the listener was closed: the block is left
            while True:
                connection, _ = listener.accept()
                with connection:
                    connection.sendall(WORD)

    thread = threading.Thread(target=greet, daemon=True)
    thread.start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def read_greeting(address: tuple[str, int] | str) -> str:
    """What a client gets: ``reached``, ``closed`` (by the tunnel, in time) or ``refused``."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as connection:
        connection.settimeout(3)
        try:
            connection.connect(address)
            return connection.recv(64).decode() or "closed"
        except ConnectionResetError:
            return "closed"
        except ConnectionRefusedError:
            return "refused"
