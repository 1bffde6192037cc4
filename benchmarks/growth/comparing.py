"""Requests each page at all sizes in turn, and refuses to time a wrong response."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.measures import ratio_of_medians
from benchmarks.growth.pages import mistake
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import ROOT, quick_environment

WARM_UP, LEAST = 2, 3


@dataclass(frozen=True)
class Effort:
    """The number of requests for each page at each size, unless that takes too long."""

    repeats: int
    seconds: float
    """After so many seconds a page gets no more rounds than ``LEAST``."""


class Application:
    """A child process with one application and a database of one size."""

    def __init__(self, process: subprocess.Popen[str], size: int) -> None:
        self.process, self.size = process, size

    def ask(self, page: str) -> dict:
        """Seconds, queries and the contents. Raises RuntimeError for a wrong or missing
        response."""
        assert self.process.stdin
        assert self.process.stdout
        print(page, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(
                f"the application with {self.size:,} books ended while asked for: {page}"
            )
        response = json.loads(line)
        if wrong := mistake(page, self.size, response):
            raise RuntimeError(f"{page} with {self.size:,} books {wrong}")
        return response


@contextmanager
def application(side: str, database: Database, size: int, folder: Path) -> Iterator[Application]:
    env = quick_environment(folder, DATABASE_URL=database.url)
    command = [sys.executable, "-m", "benchmarks.growth.visiting", side]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=env, encoding="utf-8", **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Application(process, size)
        finally:
            process.stdin.close()  # its loop ends with its input


def compare(
    side: str, found: dict[int, Database], pages: list[str], effort: Effort, folder: Path
) -> dict:
    """For each page the seconds at each size, and its number of queries."""
    with ExitStack() as stack:
        asked = [
            stack.enter_context(application(side, one, size, folder)) for size, one in found.items()
        ]
        return {page: turns(asked, page, effort) for page in pages}


def turns(asked: list[Application], page: str, effort: Effort) -> dict:
    """The sizes take turns in a changing order, so that a disturbance affects all."""
    order = random.Random(page)
    for one in asked * WARM_UP:
        one.ask(page)
    responses: dict[int, list[dict]] = {one.size: [] for one in asked}
    end, rounds = time.monotonic() + effort.seconds, 0
    while rounds < LEAST or (rounds < effort.repeats and time.monotonic() < end):
        for one in order.sample(asked, len(asked)):
            responses[one.size].append(one.ask(page))
        rounds += 1
    queries = {response["queries"] for some in responses.values() for response in some}
    if len(queries) > 1 and page != "export":
        raise RuntimeError(
            f"{page} asks the database {sorted(queries)} times, depending on how many books there "
            "are"
        )
    return {
        "times": {size: [one["seconds"] for one in some] for size, some in responses.items()},
        "queries": max(queries),
    }


def ratio(times: dict[int, list[float]]) -> float:
    """The median at the largest size divided by that at the smallest."""
    each = list(times.values())
    return ratio_of_medians(each[-1], each[0])
