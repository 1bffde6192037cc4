"""What must not be possible: from outside only the front can be reached, and the store requires a
password."""

from __future__ import annotations

import socket
import subprocess
import sys
from urllib.parse import urlsplit

from deploy.machines.cluster import Cluster

CONNECT = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3)"


def breaches(cluster: Cluster) -> list[str]:
    """Everything that was possible against these rules."""
    private = {f"{one.machine.name} from outside": one.upstream for one in cluster.hosts}
    for name in ("DATABASE_URL", "REDIS_URL"):
        parts = urlsplit(cluster.stack.env[f"BOOKSHELF_{name}"])
        private[f"the store's {parts.scheme} from outside"] = f"{parts.hostname}:{parts.port}"
    reached = [f"{name} was reached" for name, address in private.items() if connects(address)]
    url = cluster.stack.env["BOOKSHELF_DATABASE_URL"]
    attempts = {
        "without its password": url.replace(f":{urlsplit(url).password}@", "@"),
        "with its password": url,
    }
    admitted_by = {how: admitted(cluster, attempt) for how, attempt in attempts.items()}
    if admitted_by != {"without its password": False, "with its password": True}:
        reached.append(f"the database let in, from a host: {admitted_by}")
    return reached


def connects(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def admitted(cluster: Cluster, url: str) -> bool:
    command = [*cluster.hosts[0].machine.inside(), sys.executable, "-c", CONNECT, url]
    return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
