"""Draws small faults that a library's operators make, tries each on the suite, and fails when
nobody sees one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from shared_tests.harness.endings import end_cleanly, run
from shared_tests.harness.implementations import ROOT
from shared_tests.mutants.__main__ import prepared
from shared_tests.mutation import cases, operators, record, trying
from shared_tests.mutation.operators import Mutant
from shared_tests.mutation.record import Verdict
from shared_tests.mutation.trying import Copy

WORKERS = 2


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


class Trial:
    """Tries faults of one side with several copies of the repository at a time."""

    def __init__(self, side: str, copies: list[Copy], console: Console) -> None:
        self.side, self.console = side, console
        self.copies: SimpleQueue[Copy] = SimpleQueue()
        for copy in copies:
            self.copies.put(copy)
        self.choice = cases.load(side)
        self.known, self.explained = record.load(side), record.explained()
        self.verdicts: dict[str, Verdict] = {}

    @contextmanager
    def copy(self) -> Iterator[Copy]:
        copy = self.copies.get()
        try:
            yield copy
        finally:
            self.copies.put(copy)

    def is_preparation(self, mutant: Mutant) -> bool:
        return self.choice.is_preparation(mutant.file, mutant.line)

    def first_look(self, mutant: Mutant) -> str:
        """The case that sees it: first the one that saw it when it was recorded, then those that
        execute its line.

        What is listed as seen by nobody is not looked at again.
        """
        if mutant.id in self.explained:
            return record.ALIVE
        before = self.known[mutant.id].case if mutant.id in self.known else ""
        chosen = [case for case in self.choice.of(mutant.file, mutant.line) if case != before]
        own = self.is_preparation(mutant)
        with self.copy() as copy:
            for some in ([before] if "::" in before else [], chosen):
                if some and (failed := copy.failures([mutant], some, own_database=own)):
                    return failed[0]
        return record.ALIVE

    def say(self, mutant: Mutant, case: str) -> None:
        self.verdicts[mutant.id] = Verdict.of(mutant, case)
        told = f"[dim]{escape(case)}[/dim]" if case else "[bold red]NOT SEEN[/bold red]"
        fault = (
            f"{mutant.file}:{mutant.line} {mutant.id} {escape(mutant.was)} -> "
            f"{escape(mutant.becomes)}"
        )
        self.console.print(f"{fault}: {told}", soft_wrap=True, highlight=False)

    def run(self, mutants: list[Mutant], progress: Progress) -> None:
        task = progress.add_task(self.side, total=len(mutants))
        unseen: list[Mutant] = []
        with ThreadPoolExecutor(WORKERS) as pool:
            running = {pool.submit(self.first_look, mutant): mutant for mutant in mutants}
            for done in as_completed(running):
                progress.advance(task)
                if case := done.result():
                    self.say(running[done], case)
                else:
                    unseen.append(running[done])
        self.whole_suite(unseen)

    def whole_suite(self, unseen: list[Mutant]) -> None:
        left = [mutant for mutant in unseen if mutant.id not in self.explained]
        for own in (False, True):
            some = [mutant for mutant in left if self.is_preparation(mutant) == own]
            for batch in trying.batches(some):
                with self.copy() as copy:
                    for mutant, case in trying.seen_by_the_whole_suite(copy, batch, own):
                        self.say(mutant, case)
        for mutant in unseen:
            if mutant.id not in self.verdicts:
                self.say(mutant, record.ALIVE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s mutation --", description=__doc__)
    parser.add_argument("side", choices=["flask", "django"])
    parser.add_argument("--sample", type=int, default=20, help="how many faults (20)")
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
    arguments = parser.parse_args()
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
    found, known = record.score(verdicts), record.explained()
    print(
        f"{side}: {found.seen} of {found.tried} faults seen, {found.equivalent} change nothing: "
        f"{found.percent:.1f} %"
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
