"""A client for the events: an HTTP connection that is read in a thread, which notes when each event
arrived."""

from __future__ import annotations

import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS = "/books/events/"
STREAM = "bookshelf:books"  # in Valkey
PATIENCE = 5.0  # seconds


class UnixConnection(HTTPConnection):
    """To a server on a unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


class TlsConnection(HTTPConnection):
    """To a server that speaks TLS, which is not checked here."""

    def connect(self) -> None:
        super().connect()
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        self.sock = trust.wrap_socket(self.sock, server_hostname=self.host)


def connection(place: Path | str) -> HTTPConnection:
    """To a socket, or to the address of a site over TLS."""
    if isinstance(place, Path):
        return UnixConnection(place)
    address = urlsplit(place)
    return TlsConnection(address.hostname or "", address.port, timeout=PATIENCE)


@dataclass
class Event:
    """One block of the stream. Comments have no fields but their ``comment``."""

    at: float = 0
    id: str = ""
    event: str = ""
    data: str = ""
    retry: str = ""
    comment: str = ""

    @property
    def book(self) -> dict:
        return json.loads(self.data)


@dataclass
class Listener:
    """One that listens to the events from ``place``, until ``close``."""

    place: Path | str
    last_id: str = ""
    query: str = ""
    status: int = 0
    headers: Message = field(default_factory=Message)
    body: bytes = b""
    """Of a response that is no stream."""
    ended_at: float = 0

    def __post_init__(self) -> None:
        self.http = connection(self.place)
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        self.http.request("GET", ADDRESS + self.query, headers=headers)
        self.response = self.http.getresponse()
        self.status = self.response.status
        self.headers = self.response.headers
        self.blocks: queue.Queue[Event] = queue.Queue()
        self.begun = Event()
        if self.status != 200:
            self.body = self.response.read()
            self.http.close()
            return
        # A stream may be silent
        self.socket = self.http.sock
        self.socket.settimeout(60)
        threading.Thread(target=self._read, daemon=True).start()
        self.begun = self.next()

    def _read(self) -> None:
        block = Event()
        with suppress(OSError, ValueError, AttributeError):
            while line := self.response.readline():
                name, _, value = line.decode().rstrip("\n").partition(":")
                if line == b"\n":
                    block.at = time.monotonic()
                    self.blocks.put(block)
                    block = Event()
                else:
                    setattr(block, name or "comment", value.removeprefix(" "))
        self.ended_at = time.monotonic()

    def next(self, timeout: float = PATIENCE) -> Event:
        """Whatever comes next. Raises queue.Empty."""
        return self.blocks.get(timeout=timeout)

    def event(self, timeout: float = PATIENCE) -> Event:
        """The next that is no comment. Raises queue.Empty."""
        end = time.monotonic() + timeout
        while (block := self.next(max(0, end - time.monotonic()))).comment:
            pass
        return block

    def is_silent(self, seconds: float) -> bool:
        """Whether the stream goes on, and no event comes for so long."""
        with suppress(queue.Empty):
            self.event(seconds)
            return False
        return not self.ended_at

    def close(self) -> None:
        if self.status == 200:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
        self.http.close()


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it holds before so long has passed."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
