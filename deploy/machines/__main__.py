"""Runs Bookshelf on four machines, loads it, takes one of them away, and reports what clients
noticed."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from rich.console import Console

from benchmarks.common import cli
from deploy.machines import report, room
from deploy.machines.measure import measure
from shared_tests.harness.implementations import IMPLEMENTATIONS


def print_progress(name: str, now: str) -> None:
    Console().print(f"{name}: {now}", highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s machines --", description=__doc__)
    parser.add_argument(
        "implementations", nargs="*", metavar="implementation", help="flask, django; default: both"
    )
    parser.add_argument("--short", action="store_true", help="only what the loss of a host means")
    cli.takes_file(parser)
    arguments = cli.parsed(parser)
    names = arguments.implementations or list(IMPLEMENTATIONS)
    if unknown := set(names) - IMPLEMENTATIONS.keys():
        parser.error(f"no such implementation: {', '.join(sorted(unknown))}")
    if arguments.short and arguments.record:
        parser.error("--record takes the whole run, without --short")
    if reason := room.missing():
        raise SystemExit(reason if os.environ.get("CI") else print(f"nothing was run: {reason}"))
    room.enter(*sys.argv[1:])
    room.prepare()
    sides = {}
    for name in names:
        sides[name] = measure(name, partial(print_progress, name), short=arguments.short)
        report.show(name, sides[name])
    cli.keep(arguments, {"sides": sides})
    if broken_promises := [
        f"{name}: {words}" for name, facts in sides.items() for words in report.broken(facts)
    ]:
        raise SystemExit("\n".join(broken_promises))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit("stopped") from None
