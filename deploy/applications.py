"""The processes of an application: gunicorns that listen on unix sockets, and the worker of the
exports."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.processes import Program
from deploy.programs import Account
from shared_tests.harness.implementations import ROOT, Implementation

DEPLOY = Path(__file__).resolve().parent


def variables(implementation: Implementation, folder: Path = DEPLOY) -> dict[str, str]:
    """The variables of flask.env or django.env, of this or another copy of ``deploy``."""
    lines = (folder / f"{implementation.name}.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def gunicorn(
    implementation: Implementation, env: Mapping[str, str], path: Path, logs: Path, account: Account
) -> Program:
    """One application server on the unix socket ``path``. Only the group of the account can use
    it."""
    return Program(
        log_file=logs / f"{path.stem}.log",
        name=path.stem,
        command=command(),
        env={
            **env,
            **variables(implementation),
            "SERVE_BIND": f"unix:{path}",
            "SERVE_HEALTH_BIND": f"unix:{health_socket(path)}",
        },
        is_ready=lambda: healthy(path),
        account=Account(None, account.group),  # root's own Python can be read by root alone
    )


def health_socket(path: Path) -> Path:
    """The socket beside it for /healthz alone."""
    return path.with_name(f"{path.stem}-health.sock")


def command() -> list[str]:
    return [sys.executable, "-m", "gunicorn", f"--config={DEPLOY / 'gunicorn.conf.py'}"]


def reload(gunicorn: Program) -> None:
    """Load new code without losing a request, as ``systemctl reload`` does.

    Raises RuntimeError, and changes nothing, when the new code cannot be loaded: gunicorn would end
    otherwise.
    """
    check = [*gunicorn.command, "--check-config"]
    checked = subprocess.run(
        check, cwd=ROOT, env=gunicorn.env, capture_output=True, encoding="utf-8", timeout=60
    )
    if checked.returncode:
        raise RuntimeError(f"the new code cannot be loaded:\n{checked.stdout}{checked.stderr}")
    gunicorn.process.send_signal(signal.SIGHUP)


def healthy(path: Path) -> None:
    """Raises OSError or RuntimeError until a worker responds; the socket exists before the first
    worker."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        connection.connect(str(path))
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        if not connection.recv(1):
            raise RuntimeError("closed without a response")


def worker(implementation: Implementation, env: Mapping[str, str], logs: Path) -> Program:
    """The export worker. It serves no requests, so it is ready as soon as it runs."""
    return Program(
        log_file=logs / "worker.log",
        name="worker",
        command=[*implementation.command, *implementation.work],
        env=env,
        is_ready=lambda: None,
    )
