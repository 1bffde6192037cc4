"""Serves both implementations, or one, with the demo catalogue and one user of each role, until
Ctrl-C."""

from __future__ import annotations

import argparse
import secrets
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from shared_tests.harness.child_processes import end_cleanly
from shared_tests.harness.implementations import IMPLEMENTATIONS, demo, environment, prepare
from shared_tests.harness.servers import Server, serving

ROLES = ("reader", "viewer", "editor", "manager")
PORTS = {"flask": 8001, "django": 8002}


def start(side: str, port: int, password: str, stack: ExitStack) -> Server:
    """Prepare a database of its own in a temporary folder and serve from it."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix=f"bookshelf-{side}-")))
    env = environment(folder, SECRET_KEY=secrets.token_urlsafe(48))
    try:
        server = stack.enter_context(serving(IMPLEMENTATIONS[side], env, folder, port=port))
    except (OSError, OverflowError) as error:
        raise SystemExit(
            f"port {port} cannot be used: {error}; choose another with --{side}-port"
        ) from None
    prepare(IMPLEMENTATIONS[side], env, IMPLEMENTATIONS[side].migrate, demo(password))
    return server


def show(servers: dict[str, Server], password: str) -> None:
    table = Table(title="Bookshelf, twice", title_justify="left")
    table.add_column("")
    for side in servers:
        table.add_column(side.title(), no_wrap=True)
    for name, path in {"pages": "/", "admin": "/admin/", "JSON": "/api/books/"}.items():
        table.add_row(name, *(f"{server.base_url}{path}" for server in servers.values()))
    console = Console(soft_wrap=True)
    console.print(table)
    console.print("Sign in with this password as " + ", ".join(ROLES) + ":")
    console.print(f"  [bold]{password}[/bold]", highlight=False)
    console.print("Nothing is kept: the databases are deleted when you stop this with Ctrl-C.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s serve --", description=__doc__)
    for side, port in PORTS.items():
        parser.add_argument(
            f"--{side}-port", type=int, default=port, help=f"default: {port}; 0 takes any free one"
        )
    parser.add_argument("side", nargs="?", choices=PORTS, help="serve this one alone")
    arguments = vars(parser.parse_args())
    sides = [arguments["side"]] if arguments["side"] else list(PORTS)
    password = secrets.token_urlsafe(12)
    end_cleanly()
    with ExitStack() as stack:
        servers = {side: start(side, arguments[f"{side}_port"], password, stack) for side in sides}
        show(servers, password)
        while all(server.process.poll() is None for server in servers.values()):
            time.sleep(0.2)
        raise SystemExit(
            "a server has ended; its log:\n" + "".join(server.log() for server in servers.values())
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
