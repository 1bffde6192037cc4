"""An application host: gunicorn on TCP, for the front alone, and a worker of the exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from deploy import applications
from deploy.machines.network import Machine
from deploy.processes import Program
from deploy.programs import Account
from shared_tests.harness.implementations import Implementation

PORT, HEALTH_PORT = 8000, 8001


@dataclass(frozen=True)
class Host:
    """A machine with its two programs."""

    machine: Machine
    gunicorn: Program
    worker: Program

    @property
    def programs(self) -> tuple[Program, ...]:
        return (self.gunicorn, self.worker)

    @property
    def upstream(self) -> str:
        return f"{self.machine.address}:{PORT}"

    def lose(self) -> None:
        """A power failure: the cable is cut first, so that no connection is closed in order."""
        self.machine.unplug()
        for program in self.programs:
            program.kill()

    def bring_back(self) -> None:
        self.machine.plug()
        for program in self.programs:
            program.start()


def host(
    implementation: Implementation,
    machine: Machine,
    front: Machine,
    env: Mapping[str, str],
    logs: Path,
) -> Host:
    """One process on each host, so that a second host has something to add on a machine of two
    processors."""
    server = gunicorn(implementation, machine, front, env, logs)
    return Host(machine, server, worker(implementation, machine, env, logs))


def gunicorn(
    implementation: Implementation,
    machine: Machine,
    front: Machine,
    env: Mapping[str, str],
    logs: Path,
) -> Program:
    binds = {
        "SERVE_BIND": f"{machine.address}:{PORT}",
        "SERVE_HEALTH_BIND": f"{machine.address}:{HEALTH_PORT}",
    }
    # No folder keeps other clients out, as with a unix socket: only the front may say who a client
    # is.
    trusted = f"--forwarded-allow-ips={front.address}"
    server = Program(
        log_file=logs / f"{machine.name}.log",
        name=machine.name,
        command=[*machine.inside(), *applications.command(), trusted],
        env={**env, **applications.variables(implementation), **binds, "WEB_CONCURRENCY": "1"},
        is_ready=lambda: booted(server),
    )
    return server


def worker(
    implementation: Implementation, machine: Machine, env: Mapping[str, str], logs: Path
) -> Program:
    """Of the exports, as on one machine, but in this one."""
    program = applications.worker(implementation, env, logs)
    return replace(
        program,
        name=f"{machine.name}-worker",
        log_file=logs / f"{machine.name}-worker.log",
        command=[*machine.inside(), *program.command],
        account=Account(None, None),
    )


def booted(gunicorn: Program) -> None:
    """It is running; whether it responds is checked through the front."""
    if not gunicorn.children():
        raise RuntimeError("no process yet")
