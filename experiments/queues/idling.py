"""The latency of a job after a minute without jobs: Huey polls an empty SQLite file at growing
intervals."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from huey import SqliteHuey
from huey.consumer_options import config_defaults

from deploy.processes import Program
from experiments.queues import jobs
from experiments.queues.brokers import Brokers
from experiments.queues.environment import variables
from experiments.queues.journal import entries
from experiments.queues.subjects import Subject
from experiments.queues.waiting import summary

QUIET = 75.0  # seconds, after which the polling interval has reached its maximum
LONGEST = 20.0
PERIOD = float(dict(config_defaults)["max_delay"])


class Idling(ExitStack):
    """Idle workers, each with its own file."""

    def __init__(self, subject: Subject, brokers: Brokers, amount: int) -> None:
        super().__init__()
        self.subject, self.brokers, self.since = subject, brokers, time.monotonic()
        self.queues = [self.start() for _ in range(amount)]

    def start(self) -> tuple[str, Path]:
        folder = self.brokers.folder / uuid4().hex
        folder.mkdir()
        url = self.brokers.url(self.subject)
        env = variables(self.subject, url, folder)
        worker = Program(
            folder / "log",
            self.subject.name,
            [sys.executable, *self.subject.worker],
            env,
            lambda: None,
        )
        worker.launch()
        self.callback(worker.kill)
        return url.removeprefix("sqlite:///"), folder / "journal"

    def waits(self) -> dict[str, float]:
        """Seconds that one job waits on each of them, and their idle time."""
        time.sleep(max(0.0, self.since + QUIET - time.monotonic()))
        idle, queued = time.monotonic() - self.since, {}
        # All began at once and poll in step: queueing in turn spreads the phases
        for file, journal in self.queues:
            time.sleep(PERIOD / len(self.queues))
            queued[journal] = jobs.clock()
            SqliteHuey(filename=file).task()(jobs.mark)("idle")
        end = time.monotonic() + LONGEST
        while not all(journal.exists() for journal in queued) and time.monotonic() < end:
            time.sleep(0.05)
        begun = {journal: [one.at for one in entries(journal)] for journal in queued}
        assert all(len(times) == 1 for times in begun.values()), (
            "a job of an idle worker was not done once"
        )
        return summary([begun[journal][0] - at for journal, at in queued.items()]) | {"idle": idle}
