"""What works in a coroutine: each ability is tried once by a client that has tried to sign in, and
the error of each that fails is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.waiting.serving import ERROR, served
from benchmarks.waiting.stacks import PACKAGE, UVICORN, Stack, threads
from shared_tests.harness.loopback import Client
from shared_tests.harness.servers import Server

ABILITIES = ("session", "user", "query", "transaction", "form")
"""As a synchronous view writes it, and with something of its own for coroutines."""
OWN = {
    "Quart": ("user", "query", "transaction", "form"),
    "Django": ("session", "user", "query", "transaction"),
}
"""What there is of its own, by stack."""
MANY = threads(8)
DJANGO = {
    "DJANGO_SETTINGS_MODULE": "benchmarks.waiting.apps.catalogue_settings",
    "WAITING_URLS": f"{PACKAGE}.abilities_django",
    "WAITING_MIDDLEWARE": "signing in",
}
FACTORY = replace(UVICORN, command=(*UVICORN.command, "--factory"))
APPS = f"{PACKAGE}.abilities_flask"
ASGI = "benchmarks.load.django_asgi:application"
STACKS = (
    Stack("Flask, threads", "flask", "abilities_flask", f"{APPS}:of_flask()", MANY),
    Stack("Quart", "flask", "abilities_flask", f"{APPS}:of_quart", FACTORY),
    Stack("Django", "django", "abilities_django", ASGI, UVICORN, DJANGO),
)
WITH_DATABASE = Stack(
    "Quart with Flask-SQLAlchemy",
    "flask",
    "abilities_flask",
    f"{APPS}:of_quart_with_database",
    FACTORY,
)
"""Known not to start."""


def tried(environments: Mapping[str, Mapping[str, str]], folder: Path) -> dict[str, Any]:
    """By stack, ability and way the status of the response, and the error in the log."""
    with served(STACKS, environments, folder) as servers:
        return {stack.name: of_server(stack.name, servers[stack.name]) for stack in STACKS}


def refused(environments: Mapping[str, Mapping[str, str]], folder: Path) -> dict[str, str]:
    """What is said instead of a start; nothing where there is one."""
    error = ""
    try:
        with served([WITH_DATABASE], environments, folder):
            pass
    except RuntimeError as ended:
        error = str(ended).partition("\n")[2].splitlines()[0].removeprefix("ERROR:").strip()
    return {WITH_DATABASE.name: error}


def of_server(name: str, server: Server) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with Client(base_url=server.base_url, timeout=20) as client:
        for path in ("/sign-in", "/own/sign-in"):
            client.get(path)
        for ability in ABILITIES:
            found[ability] = {"same": one_try(f"/same/{ability}", client, server)}
            if ability in OWN.get(name, ()):
                found[ability]["own"] = one_try(f"/own/{ability}", client, server)
    return found


def one_try(path: str, client: Client, server: Server) -> dict[str, Any]:
    """The status, and the error in the log of what does not work."""
    before = len(server.log())
    status = client.get(path).status_code
    logged = ERROR.findall(server.log()[before:])
    return {"status": status, "error": logged[-1] if logged and status != 200 else ""}


def works(facts: Mapping[str, Any], stack: str, *ways: str) -> list[str]:
    """The abilities that work in one of these ways."""
    return [
        ability
        for ability, tries in facts[stack].items()
        if any(tries[way]["status"] == 200 for way in ways if way in tries)
    ]
