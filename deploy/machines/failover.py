"""How nginx, and the machine under it, treat a host that does not respond."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from deploy.machines.network import Machine


@dataclass(frozen=True)
class Failover:
    """What stands in nginx's own files of this machine."""

    of_each_server: str
    limits: str


# nginx.conf's own settings, right for unix sockets, which refuse at once when the server is gone.
OF_ONE_MACHINE = Failover("max_fails=0", "")
# A host that has vanished refuses nothing, so each request to it waits: for a connection, or on a
# kept connection that is dead. A host that fails once is left alone for a while, and the system
# probes kept connections every second.
OF_SEVERAL = Failover(
    "max_fails=1 fail_timeout=2s",
    "proxy_connect_timeout 250ms;\nproxy_read_timeout 5s;\nproxy_socket_keepalive on;\n",
)
KEEPALIVE = {"tcp_keepalive_time": 1, "tcp_keepalive_intvl": 1, "tcp_keepalive_probes": 2}


def tune(machine: Machine) -> None:
    """As /etc/sysctl.d/ would; only sockets that ask for it are tried, and nginx asks for none
    towards clients."""
    lines = (f"echo {value} > /proc/sys/net/ipv4/{name}" for name, value in KEEPALIVE.items())
    subprocess.run([*machine.inside(), "sh", "-ec", "\n".join(lines)], check=True, timeout=10)
