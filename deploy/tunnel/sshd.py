"""A real sshd with its own host key, and keys for its clients; needs no root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from deploy.tunnel.programs import PATH
from deploy.tunnel.running import running
from deploy.tunnel.ssh import OPTIONS, Client

NAME = "development"  # under which a client knows the host key, whatever the address


@dataclass(frozen=True)
class Sshd:
    """A server that is running."""

    folder: Path
    address: str
    port: int

    def client(self, restriction: str = "", inside: tuple[str, ...] = ()) -> Client:
        """A client with a new key, limited by ``restriction``, options of authorized_keys."""
        key = new_key(self.folder / f"user-{uuid4().hex}")
        with (self.folder / "authorized_keys").open("a", encoding="utf-8") as keys:
            keys.write(
                f"{restriction} {key.with_suffix('.pub').read_text(encoding='utf-8')}".lstrip()
            )
        known = f"UserKnownHostsFile={self.folder / 'known_hosts'}"
        options = [
            f"-o{option}"
            for option in (*OPTIONS, known, f"HostKeyAlias={NAME}", f"HostName={self.address}")
        ]
        user = pwd.getpwuid(os.geteuid()).pw_name
        return Client(
            self.folder,
            (*inside, "ssh", "-F", "none", "-i", str(key), f"-p{self.port}", "-l", user, *options),
        )


def new_key(file: Path) -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)]
    subprocess.run(command, check=True, timeout=10, capture_output=True)
    return file


@contextmanager
def sshd(
    folder: Path, address: str, port: int, inside: tuple[str, ...] = (), **settings: str
) -> Iterator[Sshd]:
    """Run a server until the block is left; ``settings`` are those of sshd_config."""
    folder.mkdir()
    host_key = new_key(folder / "host")
    public_key = host_key.with_suffix(".pub").read_text(encoding="utf-8")
    (folder / "known_hosts").write_text(f"{NAME} {public_key}", encoding="utf-8")
    config = configure(folder, host_key, {"ListenAddress": f"{address}:{port}", **settings})
    if os.geteuid() == 0:
        # root's sshd locks its unprivileged half in there
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    # sshd starts itself again for each connection, from its full path
    program = str(shutil.which("sshd", path=PATH))
    with running(
        [*inside, program, "-D", "-e", "-f", str(config)],
        "Server listening on",
        folder / "sshd.log",
    ):
        yield Sshd(folder, address, port)


def configure(folder: Path, host_key: Path, settings: dict[str, str]) -> Path:
    lines = {
        "HostKey": host_key,
        "AuthorizedKeysFile": folder / "authorized_keys",
        "PidFile": "none",
        "UsePAM": "no",
        "StrictModes": "no",
        "PasswordAuthentication": "no",
    }
    config = folder / "sshd_config"
    text = "".join(f"{name} {value}\n" for name, value in (lines | settings).items())
    config.write_text(text, encoding="utf-8")
    return config
