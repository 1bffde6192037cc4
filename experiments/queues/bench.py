"""One queue on an empty broker, with its producer, its workers and its journal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from deploy.processes import Program
from experiments.queues.answering import Answering
from experiments.queues.brokers import Brokers
from experiments.queues.environment import own_settings, variables
from experiments.queues.journal import Entry, entries
from experiments.queues.subjects import SETUPS, Subject

START = 60.0  # seconds in which a worker must have begun its first job
ANSWER = 60.0


class Bench:
    def __init__(
        self, subject: Subject, url: str, folder: Path, env: Mapping[str, str] | None = None
    ) -> None:
        self.subject, self.folder = subject, folder / uuid4().hex
        self.folder.mkdir()
        self.journal = self.folder / "journal"
        self.env = variables(subject, url, self.folder) | own_settings(env or {})
        self.workers: list[Program] = []
        command = ["experiments.queues.producer", f"{SETUPS}.{subject.module}", subject.way]
        self.producer = Answering(
            [sys.executable, "-m", *command], self.env, self.folder / "producer.log"
        )

    def send(self, job: str, names: Sequence[str], seconds: float = ANSWER) -> dict[str, Any]:
        """The time at which each job was queued, and the error that ended it; TimeoutError without
        a reply."""
        return self.producer.ask(json.dumps({"job": job, "names": names}), seconds)

    def queue(self, job: str, *names: str) -> dict[str, Any]:
        """As ``send``; RuntimeError if it is refused."""
        response = self.send(job, names)
        if response["error"]:
            raise RuntimeError(f"{self.subject.name} refused a job: {response['error']}")
        return response

    def work(self, *options: str) -> Program:
        worker = Program(
            log_file=self.folder / f"worker-{len(self.workers)}.log",
            name=self.subject.name,
            command=[sys.executable, *self.subject.worker, *options],
            env=self.env,
            is_ready=lambda: None,
        )
        worker.launch()
        self.workers.append(worker)
        return worker

    def entries(self) -> list[Entry]:
        """The started jobs."""
        return [one for one in entries(self.journal) if one.word == "begun"]

    def begun(self, name: str) -> list[float]:
        return [one.at for one in self.entries() if one.name == name]

    def wait(self, is_so: Callable[[], object], seconds: float) -> bool:
        """Whether the condition became true in time; a worker that has exited is an error."""
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def demand(self, is_so: Callable[[], object], what: str, seconds: float = START) -> None:
        if not self.wait(is_so, seconds):
            logs = "\n".join(one.log()[-2000:] for one in self.workers)
            raise RuntimeError(f"{self.subject.name}: {what} not within {seconds} s\n{logs}")

    def be_ready(self) -> None:
        """Wait until a job has started."""
        self.queue("mark", "ready")
        self.demand(lambda: self.begun("ready"), "its first job")

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.producer.kill()


@contextmanager
def opened(subject: Subject, brokers: Brokers) -> Iterator[Bench]:
    """A bench on an empty broker, until the block is left."""
    one = Bench(subject, brokers.url(subject), brokers.folder)
    try:
        yield one
    finally:
        one.close()
