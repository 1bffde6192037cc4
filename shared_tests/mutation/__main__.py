"""Draws small faults that a library's operators make, tries each on the suite, and fails when a
fault is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import Progress

from shared_tests.harness.arguments import at_least
from shared_tests.harness.child_processes import end_cleanly, run
from shared_tests.harness.implementations import ROOT
from shared_tests.mutants.__main__ import prepared
from shared_tests.mutation import cases, operators, record, trying
from shared_tests.mutation.operators import Mutant
from shared_tests.mutation.record import Verdict
from shared_tests.mutation.trial import WORKERS, Trial


def main() -> None:
    arguments = parsed_arguments()
    end_cleanly()
    if arguments.trace:
        trace(arguments.side)
    drawn = recorded_mutants if arguments.recorded else drawn_mutants
    mutants = list(islice(drawn(arguments.side, arguments.seed), arguments.sample))
    known = record.load(arguments.side)
    if arguments.record:
        settled = {one.id for one in known.values() if one.case != record.ALIVE} | set(
            record.equivalents()
        )
        mutants = [mutant for mutant in mutants if mutant.id not in settled]
    verdicts = tried(arguments.side, mutants)
    if arguments.record:
        record.save(arguments.side, known | verdicts)
    report(arguments.side, verdicts)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s mutation --", description=__doc__)
    parser.add_argument("side", choices=["flask", "django"])
    parser.add_argument("--sample", type=at_least(1), default=20, help="how many faults (20)")
    parser.add_argument(
        "--seed", type=int, default=1, help="the same seed draws the same faults (1)"
    )
    parser.add_argument(
        "--recorded", action="store_true", help="draw among those whose verdict is recorded"
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="keep the verdicts; what was seen before is not tried again",
    )
    parser.add_argument(
        "--trace", action="store_true", help="first record anew which case executes which line"
    )
    return parser.parse_args()


def trace(side: str) -> None:
    """Run the whole suite once, and keep which cases execute which line."""
    with TemporaryDirectory(prefix="trace-") as folder:
        options = [
            f"--implementation={side}",
            f"--trace-into={folder}",
            "--cold-starts",
            "-q",
            "-p",
            "no:cacheprovider",
        ]
        plugin = ["-p", "shared_tests.mutation.traced", "-o", "timeout=180"]
        run([sys.executable, "-m", "pytest", "shared_tests", *plugin, *options], cwd=ROOT)
        cases.save(side, cases.from_trace(Path(folder)))


def recorded_mutants(side: str, seed: int) -> Iterator[Mutant]:
    """Those of the record whose code is still there."""
    known = record.load(side)
    wanted = {(one.file, one.operator) for one in known.values()}
    places = (
        place
        for place in operators.all_places(side)
        if (str(place.file.relative_to(ROOT)), place.operator) in wanted
    )
    yield from (mutant for mutant in operators.draw(places, seed, among=frozenset(known)))


def drawn_mutants(side: str, seed: int) -> Iterator[Mutant]:
    return operators.draw(operators.all_places(side), seed)


def tried(side: str, mutants: list[Mutant]) -> dict[str, Verdict]:
    with TemporaryDirectory(prefix="mutation-") as folder, Progress(transient=True) as progress:
        database = prepared(side, Path(folder))
        copies = [
            trying.copied(Path(folder) / f"copy-{number}", side, database)
            for number in range(WORKERS)
        ]
        trial = Trial(side, copies, progress.console)
        trial.run(mutants, progress)
        return trial.verdicts


def report(side: str, verdicts: dict[str, Verdict]) -> None:
    counts, known = record.score(verdicts), record.explained()
    print(
        f"{side}: {counts.seen} of {counts.tried} faults seen, {counts.equivalent} change nothing: "
        f"{counts.percent:.1f} %"
    )
    if unlisted := [
        one for one in verdicts.values() if one.case == record.ALIVE and one.id not in known
    ]:
        raise SystemExit(
            f"{len(unlisted)} faults that no case saw are not in "
            f"{record.EQUIVALENTS.relative_to(ROOT)}"
        )


if __name__ == "__main__":
    main()
