"""Plants one small fault at a time in a copy of an implementation; the suite must turn red each
time."""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.markup import escape
from rich.progress import Progress

from shared_tests.harness.arguments import at_least
from shared_tests.harness.child_processes import end_cleanly, run
from shared_tests.harness.copies import copied
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    ROOT,
    demo,
    prepare,
    quick_environment,
)


@dataclass(frozen=True)
class Mutant:
    """A fault: in ``file`` the text ``find`` becomes ``replace``; the cases of ``module`` should
    detect it.

    ``in_database`` says that it changes what is stored when the database is made, so that it needs
    a database of its own.
    """

    name: str
    file: str
    find: str
    replace: str
    module: str
    in_database: bool = False


def changed(mutant: Mutant) -> str:
    """The file with its fault. Exits with a message when the text does not occur exactly once, so
    that no mutant becomes outdated."""
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    if source.count(mutant.find) != 1:
        raise SystemExit(
            f"{mutant.name}: mend the mutant, {mutant.file} has {source.count(mutant.find)} x "
            f"{mutant.find!r}"
        )
    return source.replace(mutant.find, mutant.replace)


def verdict(mutant: Mutant, side: str, demo_database: Path) -> tuple[bool, str]:
    """Whether the suite failed, the case that detected the fault (or what went wrong instead), and
    how long it took."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="mutant-") as folder:
        copy = copied(Path(folder) / "copy")
        (copy / mutant.file).write_text(changed(mutant), encoding="utf-8")
        cases = [f"shared_tests/{mutant.module}.py", "shared_tests"]
        for chosen in cases:
            options = [f"--implementation={side}", "-x", "-q", "--tb=line"]
            options += [] if mutant.in_database else [f"--demo-database={demo_database}"]
            command = [sys.executable, "-m", "pytest", chosen, *options, "-p", "no:cacheprovider"]
            done = run(command, cwd=copy, capture_output=True, encoding="utf-8")
            if done.returncode:
                red, case = caught(done)
                return red, f"{case} ({time.monotonic() - begun:.0f} s)"
    return False, "no case"


def prepared(side: str, folder: Path) -> Path:
    """A database for all mutants that do not change the initial contents, which saves most of their
    time."""
    database = SqliteFile(folder / "demo.sqlite3")
    implementation = IMPLEMENTATIONS[side]
    env = quick_environment(folder, DATABASE_URL=database.url)
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    return database.file


def caught(done: subprocess.CompletedProcess[str]) -> tuple[bool, str]:
    """A failed case detects the fault; a suite that could not start proves nothing."""
    failed = re.search(r"^FAILED \S*/(test_\S+?\.py::\S+.*?)(?: - |$)", done.stdout, re.MULTILINE)
    if done.returncode == 1 and failed:
        return True, failed[1]
    return False, (done.stdout + done.stderr).strip()[-400:]


def listed(side: str) -> list[Mutant]:
    """All faults of a side; checks that each still fits the code."""
    file = Path(__file__).with_name(f"{side}.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["mutant"]
    mutants = [Mutant(**entry) for entry in entries]
    for mutant in mutants:
        changed(mutant)  # all of them, before the first is tried
    return mutants


def tried(side: str, mutants: list[Mutant]) -> int:
    """How many of these faults the suite missed; prints the result of each."""
    missed = 0
    with (
        TemporaryDirectory(prefix="demo-") as folder,
        Progress(transient=True) as progress,
        ThreadPoolExecutor(max_workers=2) as pool,
    ):
        task = progress.add_task(side, total=len(mutants))
        database = prepared(side, Path(folder))
        running = {pool.submit(verdict, mutant, side, database): mutant for mutant in mutants}
        for done in as_completed(running):
            red, case = done.result()
            missed += not red
            seen_by = (
                f"[dim]{escape(case)}[/dim]"
                if red
                else f"[bold red]MISSED[/bold red] {escape(case)}"
            )
            progress.console.print(
                f"{running[done].name}: {seen_by}", soft_wrap=True, highlight=False
            )
            progress.advance(task)
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s mutants --", description=__doc__)
    parser.add_argument("side", choices=["flask", "django"])
    parser.add_argument(
        "names", nargs="*", help="only the mutants whose name holds one of these words"
    )
    parser.add_argument("--sample", type=at_least(1), help="only so many of them, drawn by chance")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same ones (1)")
    arguments = parser.parse_args()
    end_cleanly()
    chosen = [
        one
        for one in listed(arguments.side)
        if not arguments.names or any(word in one.name for word in arguments.names)
    ]
    if not chosen:
        parser.error(f"no mutant's name holds {' or '.join(arguments.names)}")
    if arguments.sample is not None:
        chosen = random.Random(arguments.seed).sample(chosen, min(arguments.sample, len(chosen)))
    missed = tried(arguments.side, chosen)
    if missed:
        raise SystemExit(f"{missed} of {len(chosen)} planted faults were not caught")
    print(f"{len(chosen)} planted faults, all caught")


if __name__ == "__main__":
    main()
