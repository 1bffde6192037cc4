"""Starts what is measured: the upstream, a server for each stack, and checks what they respond."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.load.processes import core_of_clients, core_of_servers, pinned
from benchmarks.load.programs import serving_with
from benchmarks.load.targets import Target, WrongResponse
from benchmarks.waiting.stacks import ROUTES, Stack
from shared_tests.harness.child_processes import start
from shared_tests.harness.implementations import ROOT, Implementation
from shared_tests.harness.loopback import get
from shared_tests.harness.servers import Process, Server

EXPECTED = {"names": ["first", "second"]}
ERROR = re.compile(r"^(?:\w+\.)*\w*(?:Error|Operation): .*$", re.M)
"""The last line of a traceback in a log."""
CODE = {"flask": ".", "django": "django_impl"}
"""From which folder an application of a side imports Bookshelf."""


@contextmanager
def upstream(folder: Path) -> Iterator[tuple[int, str]]:
    """Its process and its address, until the block is left."""
    log_file = folder / "upstream.log"
    with (
        socket.create_server(("127.0.0.1", 0), backlog=4096) as listener,
        log_file.open("wb") as log,
        pinned(core_of_clients()),
    ):
        command = [sys.executable, "-m", "benchmarks.waiting.upstream", f"--fd={listener.fileno()}"]
        passed, port = (listener.fileno(),), listener.getsockname()[1]
        process = Process(
            start(command, cwd=ROOT, pass_fds=passed, stdout=log, stderr=log), log_file
        )
    try:
        yield process.process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.stop()


@contextmanager
def served(
    stacks: Sequence[Stack], env: Mapping[str, Mapping[str, str]], folder: Path
) -> Iterator[dict[str, Server]]:
    """A server for each stack, by name; ``env`` is by side."""
    with ExitStack() as opened, pinned(core_of_servers()):
        servers = {}
        for stack in stacks:
            place = Implementation("waiting", (), (), (), (), "", "", chdir=CODE[stack.side])
            servers[stack.name] = opened.enter_context(
                serving_with(
                    stack.program, place, stack.served, {**env[stack.side], **stack.env}, folder
                )
            )
        yield servers


def targets(
    stacks: Sequence[Stack], servers: Mapping[str, Server], expected: Any
) -> dict[tuple[str, str], Target]:
    """The pages of all stacks by name and route, each asked for once, by one client. Raises
    WrongResponse."""
    found = {}
    for stack in stacks:
        for route in ROUTES:
            server = servers[stack.name]
            response = get(f"{server.base_url}/{route}", timeout=10)
            if response.status_code != 200 or response.json() != expected:
                failure = f"{stack.name}: {route} responds {response.status_code}"
                raise WrongResponse(f"{failure}: {response.text[:200]}\n{server.log()[-2000:]}")
            size = len(response.content)
            found[stack.name, route] = Target(server, f"/{route}", size, keeps_alive=True)
    return found


def errors(stacks: Sequence[Stack], servers: Mapping[str, Server]) -> dict[str, str]:
    """The most frequent error in the log of each of these stacks."""
    logs = {one.name: servers[one.name].log() for one in stacks}
    counted = {name: Counter(ERROR.findall(log)).most_common(1) for name, log in logs.items()}
    return {name: most[0][0] if most else "" for name, most in counted.items()}


def environments(upstream_url: str) -> dict[str, dict[str, str]]:
    env = {**os.environ, "WAITING_UPSTREAM": upstream_url}
    return {"flask": env, "django": env}
