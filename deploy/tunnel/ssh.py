"""The ssh client: a tunnel that lasts as long as a block, or a command that must end by itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from deploy.tunnel.running import running
from shared_tests.harness.servers import Process

# No person can answer a prompt, and a tunnel without its forwarding is useless.
OPTIONS = (
    "BatchMode=yes",
    "ExitOnForwardFailure=yes",
    "ConnectTimeout=5",
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
)


@dataclass(frozen=True)
class Client:
    """A client with a key, at one machine."""

    folder: Path
    command: tuple[str, ...]
    """ssh with all its options but those that forward something."""

    def run(self, *options: str, there: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """For what must end by itself, and within 5 s; ``there`` is a command for the other
        machine."""
        command = [*self.command, *options, "there", *there]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=5
        )

    @contextmanager
    def tunnel(self, *options: str) -> Iterator[Process]:
        """Forward until the block is left. Raises RuntimeError with what ssh said when it does not
        come up."""
        reverse = any(option.startswith("-R") for option in options)
        ready = "remote forward success" if reverse else "Entering interactive session"
        log_file = self.folder / f"ssh-{uuid4().hex}.log"
        with running([*self.command, "-v", "-N", *options, "there"], ready, log_file) as process:
            yield process
            process.kill()  # because ssh sometimes ignores a SIGTERM
