"""ssh reaches what a firewall blocks: two machines as network namespaces."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.tunnel.application import serving_at
from deploy.tunnel.network import FIREWALL, Machine
from deploy.tunnel.ssh import Client
from deploy.tunnel.sshd import Sshd, sshd
from shared_tests.harness.implementations import Implementation, environment

WATCH = ("-oServerAliveInterval=1", "-oServerAliveCountMax=3")


@pytest.fixture(scope="module")
def application(
    office: Machine, implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Its own address, on every network of the office: only the firewall blocks it."""
    folder = tmp_path_factory.mktemp("office")
    env = environment(folder, ALLOWED_HOSTS=f"localhost,{office.address}")
    with serving_at(implementation, env, folder, "--bind=0.0.0.0:8000", inside=office.inside):
        yield f"http://{office.address}:8000/healthz"


@pytest.fixture(scope="module")
def from_laptop(
    office: Machine, laptop: Machine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """The developer's ssh, which ends at the office."""
    with sshd(
        tmp_path_factory.mktemp("ssh") / "office", office.address, 22, office.inside
    ) as server:
        yield server.client(inside=laptop.inside)


@pytest.fixture(params=["no", "yes"])
def gateway_ports(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def public(laptop: Machine, gateway_ports: str, tmp_path: Path) -> Iterator[Sshd]:
    """An sshd on the laptop, where the office's ssh ends."""
    with sshd(
        tmp_path / "ssh", laptop.address, 22, laptop.inside, GatewayPorts=gateway_ports
    ) as server:
        yield server


def test_the_firewall_is_in_the_way(application: str, laptop: Machine, office: Machine):
    assert (office.get(application), laptop.get(application, patience=1)) == (200, 0)


def test_nothing_but_the_firewall_is_in_the_way(application: str, laptop: Machine, office: Machine):
    office.run("nft", "delete", "table", "inet", "firewall")
    try:
        assert laptop.get(application) == 200
    finally:
        office.run("nft", "-f", str(FIREWALL))


def test_l_leads_through_the_firewall(application: str, from_laptop: Client, laptop: Machine):
    with from_laptop.tunnel("-L8000:127.0.0.1:8000"):
        assert laptop.get("http://localhost:8000/healthz") == 200


def test_r_leads_out_of_the_firewall_and_no_further(
    application: str, public: Sshd, gateway_ports: str, laptop: Machine, office: Machine
):
    with public.client(inside=office.inside).tunnel("-R9000:127.0.0.1:8000"):
        assert laptop.get("http://localhost:9000/healthz") == 200
        reached = office.get(f"http://{laptop.address}:9000/healthz") != 0
        assert reached is (gateway_ports == "yes")


def test_a_client_that_watches_ends_soon_after_the_link_was_cut(
    from_laptop: Client, laptop: Machine
):
    with (
        from_laptop.tunnel("-L8000:127.0.0.1:8000", *WATCH) as watching,
        from_laptop.tunnel("-L8001:x:1") as blind,
    ):
        laptop.run("ip", "link", "set", laptop.interface, "down")
        try:
            assert watching.process.wait(6) == 255
            assert blind.process.poll() is None
        except subprocess.TimeoutExpired:
            pytest.fail("still there after 6 s")
        finally:
            laptop.run("ip", "link", "set", laptop.interface, "up")
