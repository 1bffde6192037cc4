"""Both implementations in turn, each with its demo catalogue; an sshd; ports and targets; two
machines."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.programs import short_place
from deploy.tunnel.greeter import greeting
from deploy.tunnel.network import Machine, two_machines
from deploy.tunnel.programs import need, need_root
from deploy.tunnel.ssh import Client
from deploy.tunnel.sshd import Sshd, sshd
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    Implementation,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.servers import free_port

tempfile.tempdir = short_place()  # for pytest's own folders, in which sockets are made


@pytest.fixture(scope="session", params=list(IMPLEMENTATIONS))
def implementation(request: pytest.FixtureRequest) -> Implementation:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture(scope="session")
def demo_database(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> SqliteFile:
    """The catalogue and one user of each role; for copying."""
    folder = tmp_path_factory.mktemp("demo")
    prepare(implementation, environment(folder), implementation.migrate, demo(PASSWORD))
    return SqliteFile(folder / "bookshelf.sqlite3")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """The sshd of the machine to which a developer connects, configured as the guide says."""
    need("ssh", "sshd", "ssh-keygen")
    with sshd(tmp_path_factory.mktemp("ssh") / "server", "127.0.0.1", free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def developer(server: Sshd) -> Client:
    """A client with an unrestricted key."""
    return server.client()


@pytest.fixture
def port() -> int:
    """A free one, for the listening end of a tunnel."""
    return free_port()


@pytest.fixture
def target() -> Iterator[int]:
    """A port of the machine behind the firewall that sends a greeting."""
    with socket.create_server(("127.0.0.1", 0)) as listener, greeting(listener):
        yield listener.getsockname()[1]


@pytest.fixture
def socket_target(tmp_path: Path) -> Iterator[Path]:
    """The same on a unix socket."""
    file = tmp_path / "greeter.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(file))
        listener.listen()
        with greeting(listener):
            yield file


@pytest.fixture(scope="module")
def machines() -> Iterator[tuple[Machine, Machine]]:
    need("ip", "nft", "ssh", "sshd", "ssh-keygen")
    need_root()
    with two_machines() as both:
        yield both


@pytest.fixture(scope="module")
def laptop(machines: tuple[Machine, Machine]) -> Machine:
    return machines[0]


@pytest.fixture(scope="module")
def office(machines: tuple[Machine, Machine]) -> Machine:
    """Behind the firewall."""
    return machines[1]
