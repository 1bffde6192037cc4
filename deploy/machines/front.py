"""The front machine: nginx with TLS at the public address, and the hosts that it knows."""

from __future__ import annotations

import signal
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2 as httpx
import trustme

from deploy import front as one_machine
from deploy.assembly import Place
from deploy.machines.failover import OF_SEVERAL, Failover, tune
from deploy.machines.host import HEALTH_PORT
from deploy.machines.network import FRONT_OUTSIDE, Machine
from deploy.machines.store import at
from deploy.processes import Program
from shared_tests.harness.loopback import get

ADDRESS = str(FRONT_OUTSIDE.ip)
PORTS = one_machine.Ports(https=8443, http=8080)
BASE_URL = f"https://{ADDRESS}:{PORTS.https}"
HTTP_URL = f"http://{ADDRESS}:{PORTS.http}"


@dataclass(frozen=True)
class Front:
    """nginx and its folder."""

    nginx: Program
    folder: Path
    ca: Path
    trust: ssl.SSLContext

    @property
    def access_log(self) -> Path:
        return self.folder / "logs" / "access.log"

    def send_to(self, upstreams: Sequence[str], failover: Failover = OF_SEVERAL) -> None:
        """Know these hosts, in the files that nginx.conf includes."""
        health_addresses = [
            f"{upstream.rpartition(':')[0]}:{HEALTH_PORT}" for upstream in upstreams
        ]
        for name, servers in (("upstream", upstreams), ("health", health_addresses)):
            lines = "".join(f"server {server} {failover.of_each_server};\n" for server in servers)
            (self.folder / f"{name}.conf").write_text(lines, encoding="utf-8")
        names = f'server_name {ADDRESS};\nset $https_port ":{PORTS.https}";\n{failover.limits}'
        (self.folder / "names.conf").write_text(names, encoding="utf-8")

    def reload(self, deadline: float = 10) -> None:
        """Returns when the processes with the old settings have left, so that what follows is under
        the new ones."""
        old, end = set(self.nginx.children()), time.monotonic() + deadline
        self.nginx.process.send_signal(signal.SIGHUP)
        while old & set(self.nginx.children()):
            if time.monotonic() > end:
                raise RuntimeError(
                    f"nginx keeps its old processes for more than {deadline} s:\n{self.nginx.log()}"
                )
            time.sleep(0.05)


def front(machine: Machine, place: Place, upstreams: Sequence[str]) -> Front:
    nginx, folder = place.programs.nginx, place.home / "nginx"
    one_machine.write_folder(folder, PORTS, [], one_machine.version_of(nginx))
    for name in ("https", "http"):
        file = folder / f"{name}.conf"
        file.write_text(
            file.read_text(encoding="utf-8").replace("127.0.0.1", ADDRESS), encoding="utf-8"
        )
    ca, trust = certify(folder)
    tune(machine)
    program = one_machine.front(nginx, folder, PORTS, trust, place.logs, place.account)
    there = replace(at(machine, place.account, program), is_ready=lambda: responses(trust))
    made = Front(there, folder, ca, trust)
    made.send_to(upstreams)
    return made


def certify(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for the public address, who signed it, and a context that believes that."""
    authority, trust = trustme.CA(), ssl.create_default_context()
    authority.configure_trust(trust)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    authority.issue_cert(ADDRESS).private_key_and_cert_chain_pem.write_to_path(
        str(folder / "certificate.pem")
    )
    (folder / "key.pem").write_bytes((folder / "certificate.pem").read_bytes())
    return folder / "ca.pem", trust


def responses(trust: ssl.SSLContext) -> None:
    try:
        response = get(f"{BASE_URL}/readyz", verify=trust, timeout=5)
    except httpx.TransportError as error:
        raise RuntimeError(str(error)) from None
    if response.text != "ok":
        raise RuntimeError(f"/readyz says {response.text!r}")
