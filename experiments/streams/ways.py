"""The ways of holding connections: what serves, and how it is started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.applications import DEPLOY, healthy, variables
from deploy.processes import Program
from experiments.changes.live.serving import SOCKET
from experiments.changes.requests import SIDES, everything
from experiments.verifier import apply
from shared_tests.harness.copies import copied
from shared_tests.harness.implementations import IMPLEMENTATIONS, ROOT

HERE = "experiments.streams.apps"
GEVENT = f"-m gunicorn --worker-class=gevent --no-control-socket --bind=unix:{SOCKET}"
GEVENT += " --worker-connections=1100 --graceful-timeout=5"
UVICORN = f"-m uvicorn --log-level=warning --no-access-log --uds={SOCKET}"
UVICORN += " --timeout-graceful-shutdown=5"
DEFAULT = f"{UVICORN} --app-dir=django_impl {HERE}.django_default:application"
THREADS = 8
GTHREAD = f"-m gunicorn --worker-class=gthread --threads={THREADS} --no-control-socket"
GTHREAD += f" --graceful-timeout=5 --bind=unix:{SOCKET}"


@dataclass(frozen=True)
class Way:
    """A way of serving. ``words`` follow ``python``; without them, those of the side's patch."""

    name: str
    side: str = ""
    """Whose patched copy of Bookshelf serves; none: an application of this folder."""
    words: str = ""
    page: str = "/books/"
    """A page that is asked for beside the streams."""

    def start(self, copies: Mapping[str, Path], env: Mapping[str, str], folder: Path) -> Program:
        """On the socket ``folder``/streams.sock, with its log beside it."""
        root, path = copies.get(self.side, ROOT), folder / "streams.sock"
        python = IMPLEMENTATIONS[self.side or SIDES[0]].python
        words = self.words or streams_of(self.side, root)
        program = Program(
            log_file=folder / "streams.log",
            name=self.name,
            command=[python, *words.replace(SOCKET, str(path)).split()],
            env=env,
            is_ready=lambda: healthy(path),
            cwd=root,
        )
        program.start()
        return program


def streams_of(side: str, root: Path) -> str:
    """How the patch of a side says that the process for streams is started."""
    return variables(IMPLEMENTATIONS[side], root / DEPLOY.name)["SERVE_STREAMS"]


def threaded(side: str) -> str:
    """A gunicorn with threads, for the module that the deployment names."""
    found = variables(IMPLEMENTATIONS[side])
    return f"{GTHREAD} --chdir={found['SERVE_CHDIR']} {found['SERVE_WSGI']}"


STREAMS = (
    Way("Flask, gevent", "flask"),
    Way("Quart, uvicorn", words=f"{UVICORN} {HERE}.quart_streams:app", page="/healthz"),
    Way("Django, gevent", words=f"{GEVENT} {HERE}.django_streams:application", page="/healthz"),
    Way("Django, uvicorn", "django"),
    Way("Django, default handler", "django", DEFAULT),
)
FEW = Way(f"Flask, {THREADS} threads", "flask", threaded("flask"))
"""Holds as many as it has threads, and then nothing else."""
PAGES = {side: Way("pages", side, f"{threaded(side)} --workers=2") for side in SIDES}
"""What serves the pages beside the process for streams, as the patches say."""
SOCKETS = (
    Way("flask-sock, gevent", words=f"{GEVENT} {HERE}.flask_sockets:app"),
    Way("Quart, uvicorn", words=f"{UVICORN} {HERE}.quart_sockets:app"),
    Way("Channels, uvicorn", words=f"{UVICORN} {HERE}.channels_sockets:application"),
)


@contextmanager
def patched() -> Iterator[dict[str, Path]]:
    """Copies of the repository by side, each with the patch of live pages."""
    (request,) = (one for one in everything() if one.name == "live")
    with TemporaryDirectory(prefix="live-") as name:
        copies = {side: copied(Path(name) / side) for side in SIDES}
        for side, folder in copies.items():
            for patch in request.patches(side):
                apply(patch, folder)
        yield copies
