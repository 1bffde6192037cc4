"""The processes of a site: a gunicorn for each service, and the nginx of deploy/ with one more
location."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from deploy import applications, assembly, front
from deploy.processes import Program
from experiments.split.services import SERVICES, WHOLE
from shared_tests.harness.implementations import IMPLEMENTATIONS
from shared_tests.harness.servers import free_port

HERE = Path(__file__).resolve().parent
CONFIGURATION = f"--config={HERE / 'gunicorn.conf.py'}"


def socket(place: assembly.Place, service: str) -> Path:
    return place.home / "sockets" / f"{service}.sock"


def notes(place: assembly.Place, service: str) -> Path:
    return place.logs / service


def gunicorn(
    side: str, service: str, place: assembly.Place, env: dict[str, str], called: str = ""
) -> Program:
    """One worker process that serves a service, or the ``WHOLE``; ``called`` is the name of its
    socket."""
    path = socket(place, called or service)
    program = applications.gunicorn(IMPLEMENTATIONS[side], env, path, place.logs, place.account)
    ours = {} if service == WHOLE else SERVICES[service].variables[side]
    extra = {"WEB_CONCURRENCY": "1", "SPLIT_NOTES": str(notes(place, called or service))}
    return replace(
        program,
        command=[*program.command[:-1], CONFIGURATION],
        env={**program.env, **ours, **extra},
    )


def entrance(place: assembly.Place, names: tuple[str, ...]) -> assembly.Entrance:
    """The nginx of deploy/; for a divided site, with one more location."""
    folder, ports = place.home / "nginx", front.Ports(free_port(), free_port())
    (main,) = set(names) - {"accounts"}
    front.write_folder(folder, ports, [socket(place, main)], front.version_of(place.programs.nginx))
    if "accounts" in names:
        shutil.copy(HERE / "services.conf", folder)
        (folder / "accounts.conf").write_text(
            f"proxy_pass http://unix:{socket(place, 'accounts')};\n", encoding="utf-8"
        )
        with (folder / "names.conf").open("a", encoding="utf-8") as file:
            file.write("include services.conf;\n")
    ca, trust = front.certify(folder)
    nginx = front.front(place.programs.nginx, folder, ports, trust, place.logs, place.account)
    plain = f"http://127.0.0.1:{ports.http}"
    return assembly.Entrance(
        nginx, ports.base_url, plain, ca, trust, folder / "logs" / "access.log"
    )
