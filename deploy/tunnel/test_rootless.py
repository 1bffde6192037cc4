"""ssh -L and ssh -R reach an application that listens on a unix socket and on no port."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from deploy.tunnel.application import serving_at
from deploy.tunnel.ssh import Client
from shared_tests.harness import loopback
from shared_tests.harness.implementations import Implementation, environment


@pytest.fixture(scope="module")
def application(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The socket."""
    folder = tmp_path_factory.mktemp("application")
    with serving_at(
        implementation, environment(folder), folder, f"--bind=unix:{folder / 'socket'}"
    ):
        yield folder / "socket"


def response(port: int) -> str:
    """The application's health, requested at a port of this machine."""
    return loopback.get(f"http://127.0.0.1:{port}/healthz", timeout=20).text


def test_without_a_tunnel_there_is_no_response(application: Path, port: int):
    with pytest.raises(httpx.ConnectError):
        response(port)


def test_l_leads_from_a_port_here_to_the_socket_there(
    application: Path, developer: Client, port: int
):
    with developer.tunnel(f"-L{port}:{application}"):
        assert response(port) == "ok"


def test_r_leads_from_a_port_there_to_the_socket_here(
    application: Path, developer: Client, port: int
):
    with developer.tunnel(f"-R{port}:{application}"):
        assert response(port) == "ok"


def test_a_tunnel_that_has_ended_leads_nowhere(application: Path, developer: Client, port: int):
    with developer.tunnel(f"-L{port}:{application}"):
        pass
    with pytest.raises(httpx.ConnectError):
        response(port)


def test_r_leads_from_a_socket_there_that_is_its_owner_s_alone(
    application: Path, developer: Client, tmp_path: Path
):
    forward = tmp_path / "forward"
    with (
        developer.tunnel(f"-R{forward}:{application}"),
        loopback.Client(transport=httpx.HTTPTransport(uds=str(forward))) as client,
    ):
        assert client.get("http://localhost/healthz").text == "ok"
        assert stat.S_IMODE(forward.stat().st_mode) == 0o600
