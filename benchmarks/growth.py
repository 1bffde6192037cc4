"""Does the admin's list of 100,000 books open as fast as one of 1,000? The ratio is taken in one run, turn by turn."""

from __future__ import annotations

import argparse
import statistics
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.run import record
from shared_tests.admin_django import DjangoAdmin
from shared_tests.admin_driver import AdminDriver
from shared_tests.admin_flask import FlaskAdmin
from shared_tests.browser import Browser, Response
from shared_tests.implementations import IMPLEMENTATIONS, PASSWORD, demo, environment, prepare, serving

ADMINS: dict[str, AdminDriver] = {"flask": FlaskAdmin(), "django": DjangoAdmin()}
LIMIT = 2.0


def timed(admin: AdminDriver, browser: Browser, answers: list[Response]) -> float:
    """Seconds from sending the request for the list to its last byte; refuses to time a list without books."""
    titles = admin.titles(browser)
    assert len(titles) >= 20, f"the list shows {len(titles)} books"
    return answers[-1].elapsed.total_seconds()


def compare(side: str, sizes: list[int], repeats: int, progress: Progress) -> dict[int, list[float]]:
    """Seconds per opening at each size; the sizes take turns, so that what disturbs one disturbs all."""
    task = progress.add_task(side, total=len(sizes) + repeats)
    with ExitStack() as stack:
        browsers: dict[int, Browser] = {}
        answers: list[Response] = []
        for size in sizes:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            env = environment(folder)
            subcommands = (IMPLEMENTATIONS[side].migrate, (*demo(PASSWORD), "--synthetic", str(size)))
            prepare(IMPLEMENTATIONS[side], env, *subcommands)
            server = stack.enter_context(serving(IMPLEMENTATIONS[side], env, folder))
            browsers[size] = Browser(server.base_url, watch=answers.append)
            assert browsers[size].sign_in("editor", PASSWORD).status_code == 302
            progress.advance(task)
        times: dict[int, list[float]] = {size: [] for size in sizes}
        for _ in range(repeats):
            for size, browser in browsers.items():
                times[size].append(timed(ADMINS[side], browser, answers))
            progress.advance(task)
    return times


def facts(sizes: list[int], repeats: int) -> dict:
    """Median seconds at each size and their ratio, for both sides."""
    sides: dict[str, dict] = {}
    with Progress(transient=True) as progress:
        for side in sorted(IMPLEMENTATIONS, reverse=True):
            median = {
                str(size): statistics.median(times) for size, times in compare(side, sizes, repeats, progress).items()
            }
            sides[side] = {"median": median, "ratio": median[str(sizes[-1])] / median[str(sizes[0])]}
    return {"sizes": sizes, "repeats": repeats, "sides": sides}


def show(found: dict) -> None:
    table = Table("", *(f"{size:,} books" for size in found["sizes"]), "ratio", title="Opening the admin's list (ms)")
    for side, one in found["sides"].items():
        table.add_row(side, *(f"{1000 * value:.1f}" for value in one["median"].values()), f"{one['ratio']:.2f}")
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s growth --", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000], help="books, the smallest first")
    parser.add_argument("--repeats", type=int, default=30)
    parser.add_argument("--record", type=Path, help="write the figures, with machine and commit, to this file")
    arguments = parser.parse_args()
    found = facts(arguments.sizes, arguments.repeats)
    show(found)
    if arguments.record:
        record(arguments.record, found)
    if slow := [side for side, one in found["sides"].items() if one["ratio"] > LIMIT]:
        raise SystemExit(f"the list of {' and '.join(slow)} grew more than {LIMIT} times slower")


if __name__ == "__main__":
    main()
