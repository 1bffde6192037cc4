"""Private namespaces for the whole run: when it ends, in any way, the kernel removes everything in
them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSIDE = "BOOKSHELF_MACHINES_ROOM"
TOOLS = {"ip": "iproute2", "unshare": "util-linux", "nsenter": "util-linux", "mount": "mount"}


def missing() -> str:
    """What prevents this on this machine, in one line, and what to do; empty when nothing does."""
    if packages := sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)}):
        return f"programs are missing: apt-get install {' '.join(packages)}"
    if os.geteuid():
        return "network namespaces need root: sudo -E nox -s machines"
    tried = subprocess.run(
        ["unshare", *OPTIONS, "true"], capture_output=True, encoding="utf-8", timeout=10
    )
    return f"this root may make no namespaces: {tried.stderr.strip()}" if tried.returncode else ""


# When the first process of a pid namespace ends, all others are killed; named network namespaces
# are mounts.
OPTIONS = ("--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")


def enter(*arguments: str) -> None:
    """Start this program again inside the namespaces, unless it is there already."""
    if os.environ.get(INSIDE):
        return
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", *OPTIONS, sys.executable, "-m", "deploy.machines", *arguments])


def prepare() -> None:
    """A private place for the names of network namespaces."""
    place = Path("/run/netns")
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], check=True, timeout=10)
