"""Machines as network namespaces, and the cables between them, which can be cut."""

from __future__ import annotations

import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Interface

from deploy.programs import Account

OUTSIDE = IPv4Interface("192.0.2.1/24")  # where clients come from; we are the only one
FRONT_OUTSIDE = IPv4Interface("192.0.2.2/24")
PRIVATE = {
    "front": IPv4Interface("10.20.0.1/24"),
    "host1": IPv4Interface("10.20.0.11/24"),
    "host2": IPv4Interface("10.20.0.12/24"),
    "store": IPv4Interface("10.20.0.20/24"),
}
SWITCH = "switch"
ROOT = Account(None, None)


@dataclass(frozen=True)
class Machine:
    """A network namespace with a cable to the switch."""

    name: str
    address: str

    def inside(self, account: Account = ROOT) -> tuple[str, ...]:
        """What to put before a command to have it run there, as that user."""
        uid = pwd.getpwnam(account.user).pw_uid if account.user else 0
        return (
            "nsenter",
            f"--net=/run/netns/{self.name}",
            f"--setuid={uid}",
            f"--setgid={account.group or 0}",
            "--",
        )

    def unplug(self) -> None:
        """Cut its cable: no connection is closed in order."""
        ip("-n", SWITCH, "link", "set", self.name, "down")

    def plug(self) -> None:
        ip("-n", SWITCH, "link", "set", self.name, "up")


def ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], capture_output=True, encoding="utf-8", timeout=10)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(arguments)}: {done.stderr.strip()}")


@contextmanager
def network() -> Iterator[dict[str, Machine]]:
    """Machines around a switch, until the block is left. Only the front has a second cable, which
    leads to us."""
    try:
        ip("link", "set", "lo", "up")
        switch()
        for name, interface in PRIVATE.items():
            connect(name, interface)
        outside()
        yield {name: Machine(name, str(interface.ip)) for name, interface in PRIVATE.items()}
    finally:
        with suppress(RuntimeError):  # the cable may not be there yet
            # The kernel would, but after the next network wants its name
            ip("link", "delete", "outside")
        ip("-all", "netns", "delete")  # the namespaces are private: no other process sees them


def switch() -> None:
    add(SWITCH)
    ip("-n", SWITCH, "link", "add", "bridge", "type", "bridge")
    ip("-n", SWITCH, "link", "set", "bridge", "up")


def connect(name: str, interface: IPv4Interface) -> None:
    """A new machine, and its cable to the switch."""
    add(name)
    other_end = ("peer", "name", name, "netns", SWITCH)
    ip("-n", name, "link", "add", "private", "type", "veth", *other_end)
    ip("-n", SWITCH, "link", "set", name, "master", "bridge", "up")
    give(name, "private", interface)


def outside() -> None:
    """The second cable of the front, which leads to us."""
    ip("link", "add", "outside", "type", "veth", "peer", "name", "outside", "netns", "front")
    give("front", "outside", FRONT_OUTSIDE)
    ip("address", "add", str(OUTSIDE), "dev", "outside")
    ip("link", "set", "outside", "up")


def add(name: str) -> None:
    ip("netns", "add", name)
    ip("-n", name, "link", "set", "lo", "up")


def give(name: str, device: str, interface: IPv4Interface) -> None:
    ip("-n", name, "address", "add", str(interface), "dev", device)
    ip("-n", name, "link", "set", device, "up")
