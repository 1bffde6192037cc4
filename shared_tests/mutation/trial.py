"""Tries faults of one side, with several copies of the repository at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from queue import SimpleQueue

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from shared_tests.mutation import cases, record, trying
from shared_tests.mutation.operators import Mutant
from shared_tests.mutation.record import Verdict
from shared_tests.mutation.trying import Copy

WORKERS = 2


class Trial:
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
        """The case that detects it: first the recorded one, then those that execute its line.
        Faults that are listed as missed are not tried again."""
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
        seen_by = f"[dim]{escape(case)}[/dim]" if case else "[bold red]NOT SEEN[/bold red]"
        fault = (
            f"{mutant.file}:{mutant.line} {mutant.id} {escape(mutant.was)} -> "
            f"{escape(mutant.becomes)}"
        )
        self.console.print(f"{fault}: {seen_by}", soft_wrap=True, highlight=False)

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
