"""Closed-loop load: the maximum rate of correct responses, and the cost of each."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from benchmarks.load.processes import pinned, processor_seconds
from benchmarks.load.targets import Target, WrongResponse
from shared_tests.harness.implementations import ROOT

WRK = shutil.which("wrk")
CLIENT = "wrk" if WRK else "own client"
PATIENCE = 10.0  # seconds for a server without a response in a round
MISSING = (
    ""
    if WRK
    else "wrk is missing, so a client of our own asks, which is slower (Debian: apt install wrk)"
)
LUA = Path(__file__).with_name("count.lua")


def closed_loop(one: Target, seconds: float, connections: int, cores: set[int]) -> dict:
    """Requests per second, the server's CPU seconds per request, and the share of a core that the
    client used. Raises WrongResponse for a wrong response, or if the server exited."""
    server, before = one.server.process.pid, used()
    spent = processor_seconds(server)
    with pinned(cores):
        found = ask(one, seconds, connections)
        # A busy machine, or a server that hangs
        if not any(found[what] for what in ("requests", "lost", "status")):
            found = ask(one, PATIENCE, connections)
    spent = processor_seconds(server) - spent
    if one.server.process.poll() is not None:
        raise WrongResponse(
            f"the server ended with {one.server.process.returncode}:\n{one.server.log()[-2000:]}"
        )
    if found["lost"] or found["status"] or not found["requests"]:
        failure = (
            f"{one.path}: status {found['status']}, {found['bytes']} bytes for {one.size}, "
            f"{found['lost']} lost"
        )
        raise WrongResponse(f"{failure}, {found['requests']} responses\n{one.server.log()[-2000:]}")
    rate = found["requests"] / found["seconds"]
    share = (used() - before) / found["seconds"]
    return {
        "rate": rate,
        "cpu": spent / found["requests"],
        "client": share,
        "busy": spent / found["seconds"],
    }


def ask(one: Target, seconds: float, connections: int) -> dict:
    """Run the client, for at most 15 s longer than it should take."""
    options = [f"--size={one.size}", f"--connections={connections}", f"--seconds={seconds}"]
    command = [sys.executable, "-m", "benchmarks.load.own_client", one.url, *options]
    if WRK:
        command = [
            WRK,
            "--threads=1",
            f"--connections={connections}",
            "--duration=60s",
            "--timeout=30s",
            f"--script={LUA}",
            one.url,
        ]
    env = os.environ | {"ANSWER_BYTES": str(one.size)}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            # It accepts only whole seconds, and prints its figures when interrupted
            if WRK:
                wait(process, seconds)
                process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=seconds + 15)
        finally:
            process.kill()
    if process.returncode:
        raise WrongResponse(f"{CLIENT} ended with {process.returncode} at {one.url}")
    return json.loads(output.splitlines()[-1])


def warm(one: Target, connections: int, cores: set[int], seconds: float = 0.15) -> None:
    """Warm up: fill caches and load modules; responses are not checked."""
    with pinned(cores):
        ask(one, seconds, connections)


def wait(process: subprocess.Popen[str], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def used() -> float:
    """Processor seconds of all clients that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
