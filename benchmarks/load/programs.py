"""The compared servers: how each is started with one worker process, and whether it is
installed."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from uuid import uuid4

from shared_tests.harness.child_processes import start
from shared_tests.harness.implementations import ROOT, Implementation
from shared_tests.harness.servers import Server, free_port

GUNICORN = (
    "-m",
    "gunicorn",
    "--no-control-socket",
    "--workers=1",
    "--bind=fd://{fd}",
    "--log-level=warning",
)
# uWSGI closes each connection, and announces it only if configured; a kept connection would occupy
# its only process.
CLOSES = "--add-header=Connection: close"
UWSGI = (
    "--http-socket=fd://{fd}",
    "--processes=1",
    "--need-app",
    "--die-on-term",
    "--disable-logging",
    CLOSES,
)


@dataclass(frozen=True)
class Program:
    """A server; ``command`` contains {app}, and {fd}, an open socket, or {port} if it accepts
    none."""

    name: str
    package: str
    command: tuple[str, ...]
    """The arguments after the path of Python, or of ``executable``."""
    threads: int
    """The number of concurrent requests of one worker process."""
    takes_socket: bool = True
    asgi: bool = False
    executable: str = ""
    """A program beside Python, for a server that is not a module."""

    def version(self) -> str | None:
        """Empty if it is not installed."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def line(self, app: str, fd: int, port: int) -> list[str]:
        first = (
            str(Path(sys.executable).with_name(self.executable))
            if self.executable
            else sys.executable
        )
        return [
            first,
            *(part.format(app=app, fd=fd, port=port, home=sys.prefix) for part in self.command),
        ]


SYNC = Program("gunicorn sync", "gunicorn", (*GUNICORN, "--worker-class=sync", "{app}"), threads=1)
GTHREAD_OPTIONS = ("--worker-class=gthread", "--threads=4", "--keep-alive=75")
GTHREAD = Program("gunicorn gthread", "gunicorn", (*GUNICORN, *GTHREAD_OPTIONS, "{app}"), threads=4)
GRANIAN_OPTIONS = (
    "--interface=wsgi",
    "--workers=1",
    "--blocking-threads=1",
    "--log-level=warning",
    "--port={port}",
)
GRANIAN = Program(
    "granian",
    "granian",
    ("-m", "granian", *GRANIAN_OPTIONS, "{app}"),
    threads=1,
    takes_socket=False,
)
WAITRESS_OPTIONS = ("--listen=127.0.0.1:{port}", "--threads=4", "{app}")
WAITRESS = Program(
    "waitress", "waitress", ("-m", "waitress", *WAITRESS_OPTIONS), threads=4, takes_socket=False
)
UWSGI_ALL = Program(
    "uWSGI", "uwsgi", (*UWSGI, "--home={home}", "--module={app}"), threads=1, executable="uwsgi"
)
# given an open socket, uvicorn treats it as a unix socket and leaves Nagle's algorithm on: 40 ms
# for each response
UVICORN_OPTIONS = (
    "--port={port}",
    "--lifespan=off",
    "--no-access-log",
    "--log-level=warning",
    "{app}",
)
UVICORN = Program(
    "uvicorn (ASGI)",
    "uvicorn",
    ("-m", "uvicorn", *UVICORN_OPTIONS),
    threads=1,
    takes_socket=False,
    asgi=True,
)
PROGRAMS = (SYNC, GTHREAD, GRANIAN, WAITRESS, UWSGI_ALL, UVICORN)


@contextmanager
def serving_with(
    program: Program, implementation: Implementation, app: str, env: Mapping[str, str], folder: Path
) -> Iterator[Server]:
    """Serve until the block is left; it is ready when the block begins. Raises RuntimeError with
    the log if it does not start."""
    path = {"PYTHONPATH": f"{ROOT / implementation.chdir}:{ROOT}"}
    log_file = folder / f"{uuid4().hex}.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log_file.open("wb") as log:
        fd, port = (
            listener.fileno(),
            listener.getsockname()[1] if program.takes_socket else free_port(),
        )
        line, passed = program.line(app, fd, port), (fd,) if program.takes_socket else ()
        process = start(
            line, cwd=ROOT, env={**env, **path}, pass_fds=passed, stdout=log, stderr=log
        )
    server = Server(process, log_file, f"http://127.0.0.1:{port}")
    try:
        server.wait_until_it_responds()
        yield server
    finally:
        server.stop()
