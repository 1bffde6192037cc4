"""Tries faults: each on the cases that execute its line; then those that were missed, together, on
the whole suite."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared_tests.harness import copies
from shared_tests.harness.child_processes import run
from shared_tests.harness.implementations import ROOT
from shared_tests.mutation.operators import Mutant

# Seconds after which a fault that blocks everything counts as detected
CASES_OF_A_LINE, WHOLE_SUITE = 240.0, 1500.0
TOGETHER = 12
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?\.py(?:::.+?)?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Copy:
    """A copy of the repository in which faults are planted, and the database that its runs begin
    with."""

    folder: Path
    side: str
    demo_database: Path

    @contextmanager
    def with_faults(self, mutants: Iterable[Mutant]) -> Iterator[None]:
        """The files with their faults, at most one fault in each."""
        mutants = list(mutants)
        try:
            for mutant in mutants:
                (self.folder / mutant.file).write_text(mutant.source, encoding="utf-8")
            yield
        finally:
            for mutant in mutants:
                shutil.copyfile(ROOT / mutant.file, self.folder / mutant.file)

    def failures(
        self,
        mutants: Sequence[Mutant],
        cases: Sequence[str],
        *,
        own_database: bool = False,
        whole: bool = False,
    ) -> list[str]:
        """The cases that fail with these faults planted: the first of them, or with ``whole``
        all."""
        options = ["-q", "--tb=no", "-p", "no:cacheprovider", f"--implementation={self.side}"]
        options += ["-n2", "--dist=worksteal", "--maxfail=40"] if whole else ["-x"]
        options += [] if own_database else [f"--demo-database={self.demo_database}"]
        command = [sys.executable, "-m", "pytest", *cases, *options]
        limit = WHOLE_SUITE if whole else CASES_OF_A_LINE
        with self.with_faults(mutants):
            try:
                done = run(
                    command, cwd=self.folder, capture_output=True, encoding="utf-8", timeout=limit
                )
            except subprocess.TimeoutExpired:
                return ["it takes too long"]
        failed = FAILED.findall(done.stdout)
        # 2: enough have failed
        if done.returncode in (0, 1, 2) and bool(done.returncode) == bool(failed):
            return failed
        raise RuntimeError(
            f"pytest ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}"
        )


def copied(folder: Path, side: str, demo_database: Path) -> Copy:
    return Copy(copies.copied(folder), side, demo_database)


def batches(mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    """All of them, some at a time, and never two of one module."""
    left = list(mutants)
    while left:
        batch: dict[str, Mutant] = {}
        for mutant in left:
            if len(batch) < TOGETHER:
                batch.setdefault(mutant.file, mutant)
        left = [mutant for mutant in left if batch.get(mutant.file) is not mutant]
        yield list(batch.values())


def seen_by_the_whole_suite(
    copy: Copy, mutants: list[Mutant], own_database: bool
) -> Iterator[tuple[Mutant, str]]:
    """Of faults that the cases of their lines missed: those that other cases detect, each with a
    case.

    All are planted at once. When a case fails, it is run with each fault alone, and the remaining
    faults are tried again.
    """
    left = list(mutants)
    while left:
        failed = copy.failures(left, ["shared_tests"], own_database=own_database, whole=True)
        caught = [
            (mutant, case)
            for mutant in left
            if (case := first_to_fail(copy, mutant, failed, own_database))
        ]
        yield from caught
        if not caught:
            return
        caught_ids = {mutant.id for mutant, _ in caught}
        left = [mutant for mutant in left if mutant.id not in caught_ids]


def first_to_fail(copy: Copy, mutant: Mutant, cases: list[str], own_database: bool) -> str:
    if not cases:
        return ""
    known = [case for case in cases if "::" in case] or ["shared_tests/test_book_page.py"]
    return next(iter(copy.failures([mutant], known, own_database=own_database)), "")
