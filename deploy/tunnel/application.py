"""Serves an implementation at any address that gunicorn supports: a unix socket, or a port in
another namespace."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from deploy.tunnel.running import running
from shared_tests.harness.implementations import ROOT, Implementation
from shared_tests.harness.servers import Process


def serving_at(
    implementation: Implementation,
    env: Mapping[str, str],
    folder: Path,
    *options: str,
    inside: tuple[str, ...] = (),
) -> AbstractContextManager[Process]:
    """Serve with gunicorn until the block is left.

    ``options`` are gunicorn's, with a ``--bind`` for each address; ``inside`` is a command that
    runs another elsewhere.
    """
    gunicorn = [
        *inside,
        sys.executable,
        "-m",
        "gunicorn",
        "--no-control-socket",
        "--workers=1",
        "--threads=4",
    ]
    # A worker starts when the application is loaded
    gunicorn += ["--preload", f"--chdir={ROOT / implementation.chdir}"]
    command = [*gunicorn, *options, implementation.wsgi]
    return running(command, "Booting worker", folder / "gunicorn.log", env)
