"""Serves both implementations, or one, with the demo catalogue and one user of each role, until
Ctrl-C. With --minimal, the two applications of one file in docs/start instead."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from shared_tests.harness.child_processes import end_cleanly
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    Implementation,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.servers import Server, serving

ROLES = ("reader", "viewer", "editor", "manager")
PORTS = {"flask": 8001, "django": 8002}
PATHS = {"pages": "/", "admin": "/admin/", "JSON": "/api/books/"}
MINIMAL = {"flask": "flask_start:app", "django": "django_start:application"}
MINIMAL_USER = "demo"  # whom both files make when they are imported, with their tables and a book
MINIMAL_PATHS = {"pages": "/", "sign-in": "/sign-in/", "admin": "/admin/", "404": "/nothing/"}


def start(
    side: str, port: int, password: str, stack: ExitStack, *, minimal: bool = False
) -> Server:
    """Prepare a database of its own in a temporary folder and serve from it."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix=f"bookshelf-{side}-")))
    served = one_file(side) if minimal else IMPLEMENTATIONS[side]
    own = {"DATABASE": str(folder / "start.sqlite3"), "PASSWORD": password} if minimal else {}
    env = environment(folder, SECRET_KEY=secrets.token_urlsafe(48), **own)
    try:
        server = stack.enter_context(serving(served, env, folder, port=port))
    except (OSError, OverflowError) as error:
        raise SystemExit(
            f"port {port} cannot be used: {error}; choose another with --{side}-port"
        ) from None
    if not minimal:
        prepare(served, env, served.migrate, demo(password))
    return server


def one_file(side: str) -> Implementation:
    """The application of one file, which makes its own tables and has no commands."""
    return Implementation(
        name=f"{side} in one file",
        command=(sys.executable,),
        migrate=(),
        check=(),
        develop=(),
        port_option="",
        wsgi=MINIMAL[side],
        chdir="docs/start",
    )


def show(servers: dict[str, Server], password: str, *, minimal: bool) -> None:
    table = Table(title="Bookshelf, twice", title_justify="left")
    table.add_column("")
    for side in servers:
        table.add_column(side.title(), no_wrap=True)
    for name, path in (MINIMAL_PATHS if minimal else PATHS).items():
        table.add_row(name, *(f"{server.base_url}{path}" for server in servers.values()))
    console = Console(soft_wrap=True)
    console.print(table)
    users = [MINIMAL_USER] if minimal else ROLES
    console.print("Sign in with this password as " + ", ".join(users) + ":")
    console.print(f"  [bold]{password}[/bold]", highlight=False)
    console.print("Nothing is kept: the databases are deleted when you stop this with Ctrl-C.")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s serve --", description=__doc__)
    for side, port in PORTS.items():
        parser.add_argument(
            f"--{side}-port", type=int, default=port, help=f"default: {port}; 0 takes any free one"
        )
    parser.add_argument(
        "--minimal", action="store_true", help="serve the applications of one file in docs/start"
    )
    parser.add_argument("side", nargs="?", choices=PORTS, help="serve this one alone")
    return parser.parse_args()


def main() -> None:
    arguments = options()
    ports = {side: getattr(arguments, f"{side}_port") for side in PORTS}
    sides = [arguments.side] if arguments.side else list(PORTS)
    minimal, password = arguments.minimal, secrets.token_urlsafe(12)
    end_cleanly()
    with ExitStack() as stack:
        servers = {
            side: start(side, ports[side], password, stack, minimal=minimal) for side in sides
        }
        show(servers, password, minimal=minimal)
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
    except RuntimeError as error:  # a server that does not start
        raise SystemExit(str(error)) from None
