"""``python -m shared_tests.difference``: the same requests to both applications, until they differ
or all are sent."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.markup import escape
from rich.progress import track

from shared_tests.difference.allowed import allowed
from shared_tests.difference.comparison import MISSING, Difference
from shared_tests.difference.generator import first_requests, request_at
from shared_tests.difference.marks import fill
from shared_tests.difference.requests import Request, as_curl
from shared_tests.difference.run import Failure, Pair
from shared_tests.difference.serving import both_served
from shared_tests.difference.shrinking import smallest
from shared_tests.difference.side import LockedOut
from shared_tests.harness.arguments import at_least
from shared_tests.harness.child_processes import end_cleanly

WALK_EVERY = 500
console = Console(highlight=False, soft_wrap=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s difference --", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--requests", type=at_least(1), default=2000, help="how many are sent (default: 2000)"
    )
    parser.add_argument(
        "--only", type=at_least(0), help="send the request of this number alone, on fresh databases"
    )
    parser.add_argument(
        "--failures", type=at_least(1), default=20, help="end after so many (default: 20)"
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    end_cleanly()  # before the folder is made: threads start the first programs
    began = time.monotonic()
    numbers = range(options.requests) if options.only is None else [options.only]
    with (
        TemporaryDirectory(prefix="difference-") as name,
        both_served(options.database, Path(name)) as start,
    ):
        failures, used = sent(start, options, numbers)
    whole = options.only is None and options.requests >= len(first_requests())
    unused = [one.name for one in allowed() if not used[one.name]] if whole else []
    for entry in unused:
        console.print(
            f"[red]{escape(entry)}[/]: no request needed this entry of allowed.toml; take it out"
        )
    count = f"{len(numbers)} requests, {len(failures)} with different responses"
    console.print(
        f"{count}; seed {options.seed}, {options.database}, {time.monotonic() - began:.0f} s"
    )
    return 1 if failures or unused else 0


def sent(
    start: Callable[[], Pair], options: argparse.Namespace, numbers: range | list[int]
) -> tuple[list[Failure], Counter[str]]:
    """Send the requests of these numbers; both sides start again on fresh databases when their
    contents differ."""
    sides, used, failures = start(), Counter[str](), []
    for number in track(numbers, "Sending", console=console, transient=True):
        request = request_at(options.seed, number)
        walks = number % WALK_EVERY == WALK_EVERY - 1 or number == numbers[-1]
        failure = one(sides, number, request, walks)
        if failure:
            failure = failure if failure.diverged else smallest(sides, failure)
            failures.append(failure)
            print_failure(sides, failure, options.seed)
            if len(failures) == options.failures:
                break
            if failure.diverged:
                used += sides.used
                sides = start()
    return failures, used + sides.used


def one(sides: Pair, number: int, request: Request, walks: bool) -> Failure | None:
    """The difference that the request shows; with ``walks``, also what all books show
    afterwards."""
    try:
        failure = sides.compare(number, request)
    except LockedOut as error:
        return Failure(number, request, None, [Difference("session", str(error), MISSING)], True)
    if failure is None and walks and (stored_differences := [*sides.everything()]):
        return Failure(number, request, None, stored_differences, True)
    return failure


def print_failure(sides: Pair, failure: Failure, seed: int) -> None:
    """The request in a form that can be sent again, what differs, and both responses."""
    request = failure.request
    console.rule(
        f"request {failure.number} of seed {seed}: {escape(request.name)} as {request.actor}"
    )
    if request.changes:
        console.print(f"changed: {', '.join(request.changes)}")
    for difference in failure.differences[:12]:
        console.print(f"[red]{escape(str(difference))}[/]")
    filled = fill(sides.flask, request)
    console.print(escape(repr(request.encode(filled)[:1500])))
    console.print(escape(as_curl(request, filled, sides.flask.base_url)[:1500]))
    for name, response in zip(("flask", "django"), failure.responses or (), strict=False):
        console.print(f"[bold]{name}[/]\n{escape(response.shown)}")
    again = f"--requests={failure.number + 1}" if failure.diverged else f"--only={failure.number}"
    console.print(f"again: nox -s difference -- --seed={seed} {again}")


if __name__ == "__main__":
    raise SystemExit(main())
