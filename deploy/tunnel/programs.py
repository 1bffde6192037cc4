"""What must be on the machine: without it a case is skipped, with the line that installs it; in CI
it fails."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

INSTALL = "apt-get install openssh-server openssh-client nftables iproute2"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"  # where a user who is not root does not look


def need(*names: str) -> None:
    missing = [name for name in names if not shutil.which(name, path=PATH)]
    if missing:
        give_up(f"no {', '.join(missing)}: {INSTALL}")


def need_root() -> None:
    if os.geteuid() != 0:
        give_up(
            f"network namespaces need root: sudo {sys.executable} -m pytest "
            "deploy/tunnel/test_namespaces.py"
        )


def give_up(reason: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
