"""Serves one implementation as production does, with the demo catalogue, until Ctrl-C."""

from __future__ import annotations

import argparse
import secrets
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from deploy.demo import ROLES
from deploy.stack import Stack, production
from shared_tests.harness.child_processes import end_cleanly
from shared_tests.harness.implementations import IMPLEMENTATIONS


def show(stack: Stack, password: str) -> None:
    console = Console(soft_wrap=True)
    console.print(f"Serving at {stack.base_url} behind nginx; {stack.http_url} leads there.")
    console.print(
        f"The certificate is signed by {stack.ca}: curl --cacert {stack.ca} {stack.base_url}/"
    )
    for one in stack.programs:
        console.print(
            f"  {one.name} is process {one.process.pid}, its log {one.log_file}", highlight=False
        )
    console.print(f"Sign in with this password as {', '.join(ROLES)}:")
    console.print(f"  [bold]{password}[/bold]", highlight=False)
    console.print("Nothing is kept: everything is deleted when you stop this with Ctrl-C.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.serve", description=__doc__)
    parser.add_argument("side", choices=IMPLEMENTATIONS)
    parser.add_argument(
        "--system", action="store_true", help="the machine's own nginx, PostgreSQL and Redis"
    )
    parser.add_argument(
        "--broker", choices=["postgresql", "redis"], default="postgresql", help="where exports wait"
    )
    arguments = parser.parse_args()
    password = secrets.token_urlsafe(12)
    end_cleanly()
    options = {"system": arguments.system, "broker": arguments.broker, "password": password}
    with (
        TemporaryDirectory(prefix="bookshelf-logs-") as folder,
        production(IMPLEMENTATIONS[arguments.side], Path(folder), **options) as stack,
    ):
        show(stack, password)
        while not (ended := [one for one in stack.programs if one.process.poll() is not None]):
            time.sleep(0.2)
        names = " and ".join(one.name for one in ended)
        raise RuntimeError(f"{names} ended; the last lines of all logs:\n{stack.log()}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
    except RuntimeError as error:  # a program that ends, or does not start
        raise SystemExit(str(error)) from None
