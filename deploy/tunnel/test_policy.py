"""What sshd, its keys and the client's options prevent."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.tunnel.greeter import read_greeting
from deploy.tunnel.ssh import Client
from deploy.tunnel.sshd import Sshd, sshd
from shared_tests.harness.servers import free_port

RESTRICTED = 'restrict,port-forwarding,permitopen="127.0.0.1:{target}",command="/bin/false"'


@pytest.mark.parametrize("way", ["-L", "-R"], ids=["forward", "reverse"])
def test_the_mouth_of_a_tunnel_is_on_loopback_alone(
    developer: Client, target: int, port: int, way: str
):
    with developer.tunnel(f"{way}{port}:127.0.0.1:{target}"):
        assert read_greeting(("127.0.0.1", port)) == "reached"
        assert read_greeting(("127.0.0.2", port)) == "refused"


def test_a_second_tunnel_from_the_same_port_ends_at_once(developer: Client, target: int, port: int):
    forward = f"-L127.0.0.1:{port}:127.0.0.1:{target}"
    with developer.tunnel(forward):
        second = developer.run("-N", forward)
    assert second.returncode == 255
    assert "Could not request local forwarding" in second.stderr


def test_a_restricted_key_reaches_its_one_target(server: Sshd, target: int, port: int):
    with server.client(RESTRICTED.format(target=target)).tunnel(f"-L{port}:127.0.0.1:{target}"):
        assert read_greeting(("127.0.0.1", port)) == "reached"


def test_a_restricted_key_reaches_no_other_target(server: Sshd, target: int, port: int):
    with server.client(RESTRICTED.format(target=free_port())).tunnel(
        f"-L{port}:127.0.0.1:{target}"
    ):
        assert read_greeting(("127.0.0.1", port)) == "closed"


def test_a_restricted_key_reaches_no_socket(server: Sshd, socket_target: Path, port: int):
    with server.client(RESTRICTED.format(target=free_port())).tunnel(f"-L{port}:{socket_target}"):
        assert read_greeting(("127.0.0.1", port)) == "closed"


def test_a_key_without_permitopen_reaches_any_socket(server: Sshd, socket_target: Path, port: int):
    with server.client("restrict,port-forwarding").tunnel(f"-L{port}:{socket_target}"):
        assert read_greeting(("127.0.0.1", port)) == "reached"


def test_permitopen_does_not_keep_a_key_from_opening_ports_there(
    server: Sshd, target: int, port: int
):
    with server.client(RESTRICTED.format(target=free_port())).tunnel(
        f"-R{port}:127.0.0.1:{target}"
    ):
        assert read_greeting(("127.0.0.1", port)) == "reached"


@pytest.mark.parametrize(
    ("restriction", "output"), [("", "hello\n"), (RESTRICTED, "")], ids=["ordinary", "restricted"]
)
def test_a_restricted_key_has_no_shell(server: Sshd, restriction: str, output: str):
    assert server.client(restriction.format(target=1)).run(there=("echo", "hello")).stdout == output


def test_a_server_may_allow_l_and_refuse_r(tmp_path: Path, target: int, port: int):
    with sshd(tmp_path / "ssh", "127.0.0.1", free_port(), AllowTcpForwarding="local") as server:
        client = server.client()
        with client.tunnel(f"-L{port}:127.0.0.1:{target}"):
            assert read_greeting(("127.0.0.1", port)) == "reached"
        forwards = (free_port(), tmp_path / "remote")
        assert [
            client.run("-N", f"-R{remote}:127.0.0.1:{target}").returncode for remote in forwards
        ] == [255, 255]
