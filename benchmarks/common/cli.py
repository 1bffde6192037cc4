"""The common part of the measuring programs: options, console, records, and exit codes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection
from random import Random
from typing import TypeVar

from rich.console import Console

from benchmarks.common.run import RESULTS, record, refuse_changes
from shared_tests.harness.arguments import at_least, output
from shared_tests.harness.child_processes import end_cleanly

T = TypeVar("T")


def program(prog: str, says: str | None, *, quick: str = "") -> argparse.ArgumentParser:
    """Adds ``--record FILE``, and ``--quick`` if its help text is given."""
    parser = argparse.ArgumentParser(prog=prog, description=says)
    if quick:
        parser.add_argument("--quick", action="store_true", help=quick)
    takes_file(parser)
    return parser


def takes_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record",
        type=output,
        metavar="FILE",
        help="write the figures, with machine and commit, to this file",
    )


def run_name(text: str) -> str:
    """The name of a run to record. Raises ArgumentTypeError for a path: it would end in a folder
    below the runs."""
    if not re.fullmatch(r"\w[\w.-]*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a run, such as 2026-11-30")
    return text


def takes_run(parser: argparse.ArgumentParser, part: str) -> None:
    """``--record RUN``, for a part that has its own file in every run."""
    parser.add_argument(
        "--record",
        type=lambda run: output(str(RESULTS / run_name(run) / f"{part}.json")),
        metavar="RUN",
        help="write the figures to benchmarks/results/RUN",
    )


def takes_sample(parser: argparse.ArgumentParser) -> None:
    """``--sample N`` and ``--seed N``, for ``drawn``."""
    parser.add_argument("--sample", type=at_least(1), help="only so many of them, drawn by chance")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same ones (1)")


def drawn(arguments: argparse.Namespace, known: list[T]) -> list[T]:
    """The sample in the order of all, or all of them without ``--sample``."""
    if arguments.sample is None:
        return known
    places = range(len(known))
    chosen = Random(arguments.seed).sample(places, min(arguments.sample, len(known)))
    return [known[place] for place in sorted(chosen)]


def parsed(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The parsed arguments. From here on signals end the program cleanly; refuses at once if the
    result could not be recorded."""
    arguments = parser.parse_args()
    end_cleanly()
    if arguments.record:
        refuse_changes()
    return arguments


def console(width: int) -> Console:
    """The width where the output is not a terminal: wide enough not to truncate."""
    found = Console()
    return found if found.is_terminal else Console(width=width)


def keep(arguments: argparse.Namespace, facts: dict) -> None:
    """Record the facts if requested."""
    if arguments.record:
        record(arguments.record, facts)


def fail_for(names: Collection[str], words: str) -> None:
    """Exit with code 1 and their names if there are any."""
    if names:
        raise SystemExit(f"{words}: {', '.join(names)}")


def measured_and_shown(
    parser: argparse.ArgumentParser,
    measure: Callable[[bool, Console], dict],
    show: Callable[[dict, Console], None],
    where: Console,
) -> None:
    """A complete program that does nothing else."""
    arguments = parsed(parser)
    facts = measure(arguments.quick, where)
    show(facts, where)
    keep(arguments, facts)
