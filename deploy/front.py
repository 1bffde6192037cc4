"""nginx before the application servers: its folder, its certificate, and the settings of this
machine."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import trustme

from deploy.applications import health_socket
from deploy.processes import Program
from deploy.programs import Account
from shared_tests.harness.loopback import get

DEPLOY = Path(__file__).resolve().parent
NAMES = ("127.0.0.1", "localhost")
INCLUDED = ("upstream", "health", "https", "http", "names", "strangers")


@dataclass(frozen=True)
class Ports:
    https: int
    http: int

    @property
    def base_url(self) -> str:
        return f"https://127.0.0.1:{self.https}"


def write_folder(folder: Path, ports: Ports, sockets: list[Path], version: tuple[int, ...]) -> None:
    """Write everything that nginx needs into ``folder``, except the certificate."""
    for name in ("logs", "run"):
        (folder / name).mkdir(parents=True)
    shutil.copy(DEPLOY / "nginx.conf", folder)
    shutil.copytree(DEPLOY / "pages", folder / "pages")
    listen = f"listen 127.0.0.1:{ports.https} ssl"
    included = {
        "upstream": "".join(f"server unix:{socket} max_fails=0;\n" for socket in sockets),
        "health": "".join(
            f"server unix:{health_socket(socket)} max_fails=0;\n" for socket in sockets
        ),
        "https": f"{listen};\nhttp2 on;\n" if version >= (1, 25, 1) else f"{listen} http2;\n",
        "http": f"listen 127.0.0.1:{ports.http};\n",
        "names": f'server_name {" ".join(NAMES)};\nset $https_port ":{ports.https}";\n',
        "strangers": "# who comes by an address names no host while TLS is agreed upon\n",
    }
    for name, text in included.items():
        (folder / f"{name}.conf").write_text(text, encoding="utf-8")


def certify(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine's loopback, the authority that signed it, and a context that
    trusts it."""
    authority, trust = trustme.CA(), ssl.create_default_context()
    authority.configure_trust(trust)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    certificate = authority.issue_cert(*NAMES)
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    for pem in certificate.cert_chain_pems:
        pem.write_to_path(str(folder / "certificate.pem"), append=True)
    return folder / "ca.pem", trust


def version_of(nginx: Path) -> tuple[int, ...]:
    output = subprocess.run([nginx, "-v"], capture_output=True, encoding="utf-8", check=True).stderr
    return tuple(int(part) for part in output.rpartition("/")[2].split()[0].split("."))


def command(nginx: Path, folder: Path) -> list[str]:
    return [f"{nginx}", "-e", "stderr", "-p", f"{folder}/", "-c", "nginx.conf"]


def front(
    nginx: Path, folder: Path, ports: Ports, trust: ssl.SSLContext, logs: Path, account: Account
) -> Program:
    """The front server of ``folder``, after ``write_folder`` and ``certify``."""
    account.owns(folder, *folder.rglob("*"))
    (folder / "key.pem").chmod(0o600)
    return Program(
        log_file=logs / "nginx.log",
        name="nginx",
        command=command(nginx, folder),
        env=os.environ,
        is_ready=lambda: responses(ports, trust),
        account=account,
        cwd=folder,
    )


def responses(ports: Ports, trust: ssl.SSLContext) -> None:
    try:
        get(f"{ports.base_url}/healthz", verify=trust, timeout=2)
    except httpx.TransportError as error:
        raise RuntimeError(str(error)) from None
