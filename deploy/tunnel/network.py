"""Two machines on one wire, as network namespaces: a laptop, and one behind a firewall. Needs
root."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FIREWALL = Path(__file__).with_name("firewall.nft")
GET_PAGE = """
import sys, urllib.error, urllib.request
try:
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    print(directly.open(sys.argv[1], timeout=int(sys.argv[2])).status)
except urllib.error.HTTPError as response:
    print(response.code)
except OSError:
    print(0)
"""


@dataclass(frozen=True)
class Machine:
    namespace: str
    address: str
    interface: str

    @property
    def inside(self) -> tuple[str, ...]:
        """The prefix of a command that runs on this machine."""
        return ("ip", "netns", "exec", self.namespace)

    def run(self, *command: str) -> str:
        return call(*self.inside, *command)

    def get(self, url: str, patience: int = 20) -> int:
        """The status of the response; 0 when there is none within so many seconds."""
        return int(self.run(sys.executable, "-S", "-c", GET_PAGE, url, str(patience)))


def call(*command: str) -> str:
    return subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", timeout=30
    ).stdout


@contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """The laptop, and the machine that accepts ssh alone; both are gone when the block is left."""
    name = f"bookshelf-{os.getpid()}"
    laptop = Machine(f"{name}-laptop", "192.0.2.1", "wire0")
    office = Machine(f"{name}-office", "192.0.2.2", "wire1")
    machines = (laptop, office)
    made: list[Machine] = []
    try:
        for machine in machines:
            call("ip", "netns", "add", machine.namespace)
            made.append(machine)
        other_end = ("peer", "name", "wire1", "netns", office.namespace)
        laptop.run("ip", "link", "add", "wire0", "type", "veth", *other_end)
        for machine in machines:
            machine.run("ip", "address", "add", f"{machine.address}/24", "dev", machine.interface)
            machine.run("ip", "link", "set", machine.interface, "up")
            machine.run("ip", "link", "set", "lo", "up")
        office.run("nft", "-f", str(FIREWALL))
        yield machines
    finally:
        for machine in made:
            call("ip", "netns", "delete", machine.namespace)
