"""The process that holds the streams of events, as the patch of a side says that it is started."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deploy.applications import healthy, variables
from deploy.processes import Program
from deploy.programs import OURSELVES, Account
from shared_tests.harness.implementations import Implementation

SOCKET = "/run/bookshelf/streams.sock"
"""Where flask.env and django.env have it listen."""


def streams(
    implementation: Implementation,
    env: Mapping[str, str],
    path: Path,
    logs: Path,
    account: Account = OURSELVES,
) -> Program:
    """The process, on the unix socket ``path``. Raises KeyError without the patch."""
    words = variables(implementation)["SERVE_STREAMS"].replace(SOCKET, str(path)).split()
    return Program(
        log_file=logs / "streams.log",
        name="streams",
        command=[implementation.python, *words],
        env={"BOOKSHELF_STREAMS": "1000", **env},
        is_ready=lambda: healthy(path),
        account=Account(None, account.group),
    )
