"""The parts of a stack, each in the place where the others expect it."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from deploy import applications, front, services
from deploy.processes import Program, stop_together
from deploy.programs import Account, Programs
from shared_tests.harness.implementations import Implementation, environment
from shared_tests.harness.postgresql import PostgresDatabase
from shared_tests.harness.servers import free_port


@dataclass(frozen=True)
class Place:
    """Where a stack is built, and from which programs."""

    home: Path
    """A short path, because the name of a socket may have 107 bytes; every user may enter it."""
    logs: Path
    programs: Programs
    account: Account
    exits: ExitStack

    def start(self, *together: Program) -> None:
        launched: list[Program] = []
        self.exits.callback(stop_together, launched)
        for one in together:
            one.launch()
            launched.append(one)
        for one in together:
            one.wait_until_ready()


@dataclass(frozen=True)
class Stores:
    """The parts that outlive an application server: the database, and the counters in Valkey."""

    postgres: Program
    valkey: Program
    database: PostgresDatabase
    redis_url: str

    def environment(self, folder: Path, broker: str, settings: Mapping[str, str]) -> dict[str, str]:
        """The environment of every process of the application; the worker has the same."""
        brokers = {"postgresql": self.database.url, "redis": self.redis_url, "": ""}
        own = {
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis_url,
            "BROKER_URL": brokers[broker],
            "TLS": "1",
            "TRUSTED_PROXIES": "1",
        }
        return environment(folder, **(own | dict(settings)))


def stores(place: Place) -> Stores:
    postgres, server = services.postgres(place.programs, place.home, place.logs, place.account)
    valkey, redis_url = services.valkey(place.programs, place.home, place.logs, place.account)
    place.start(postgres, valkey)
    return Stores(postgres, valkey, server.create(), redis_url)


def gunicorns(
    implementation: Implementation, env: Mapping[str, str], place: Place
) -> tuple[Program, ...]:
    """Two, so that one can fail or be replaced."""
    sockets = place.home / "sockets"
    sockets.mkdir(mode=0o750)
    place.account.shares(sockets)
    names = ("gunicorn-1", "gunicorn-2")
    return tuple(
        applications.gunicorn(
            implementation, env, sockets / f"{name}.sock", place.logs, place.account
        )
        for name in names
    )


@dataclass(frozen=True)
class Entrance:
    """The address of the stack: nginx with its certificate."""

    nginx: Program
    base_url: str
    http_url: str
    ca: Path
    trust: ssl.SSLContext
    access_log: Path


def entrance(place: Place) -> Entrance:
    folder, ports = place.home / "nginx", front.Ports(free_port(), free_port())
    sockets = [place.home / "sockets" / f"gunicorn-{number}.sock" for number in (1, 2)]
    front.write_folder(folder, ports, sockets, front.version_of(place.programs.nginx))
    ca, trust = front.certify(folder)
    nginx = front.front(place.programs.nginx, folder, ports, trust, place.logs, place.account)
    access_log = folder / "logs" / "access.log"
    return Entrance(nginx, ports.base_url, f"http://127.0.0.1:{ports.http}", ca, trust, access_log)
