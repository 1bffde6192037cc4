"""One application in this process, and its measurements."""

from __future__ import annotations

import base64
import gc
import sqlite3
import time
from pathlib import Path
from typing import Any

from benchmarks.requests.calling import call
from benchmarks.requests.client import Client
from benchmarks.requests.hashes import Known
from benchmarks.requests.preparing import Maker
from benchmarks.requests.scenarios import SCENARIOS, Scenario
from benchmarks.requests.statements import Statements
from benchmarks.requests.subject import Subject
from benchmarks.requests.valgrind import Requests

WARM_UP = 60
BATCHES = 4


class Bench:
    """Each measurement is named after its result, and returns facts for JSON; RuntimeError for a
    wrong response."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.subject = Subject(**job["subject"])
        self.password = job["password"]
        self.hashes = Known(Path(job["hashes"]) if job["hashes"] else None)
        self.hashes.install()
        self.statements = Statements() if job["statements"] else None
        self.valgrind = Requests(job["library"]) if job["library"] else None
        self.application = self.subject.load()
        self.database = sqlite3.connect(self.subject.database) if self.subject.database else None
        self.fresh = sqlite3.connect(":memory:")
        if self.database:
            self.database.backup(self.fresh)

    def put_back(self) -> None:
        """Restore the original database; the log is emptied too, otherwise some request would do
        it."""
        if self.database:
            self.fresh.backup(self.database)
            self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def ready(self, scenario: Scenario, calls: int) -> Maker:
        """Sign in and get tokens again, so that no session is a minute old; check each response of
        some requests."""
        if scenario.writes:
            self.put_back()
        make = scenario.prepare(Client(self.application), self.password)
        for _ in range(calls):
            scenario.check(call(self.application, make()))
        return make

    def repeat(self, scenario: Scenario, make: Maker, calls: int) -> None:
        """The measured requests; a response that differs ends the run."""
        application, status = self.application, scenario.status
        for _ in range(calls):
            response = call(application, make())
            if response.status != status:
                scenario.check(response)

    def warm_up(self, scenario: str, calls: int = WARM_UP) -> dict[str, Any]:
        """Send enough requests to fill every cache; then return one response and its cost."""
        asked_for = SCENARIOS[scenario]
        make = self.ready(asked_for, 3)
        self.repeat(asked_for, make, calls)
        if self.statements:
            self.statements.clear()
        response = call(self.application, make())
        asked_for.check(response)
        seen = list(self.statements.seen) if self.statements else []
        body = base64.b64encode(response.body).decode()
        return {
            "headers": response.headers,
            "body": body,
            "statements": seen,
            "reading": list(self.statements.reading) if self.statements else [],
            "hashed": self.hashes.facts(),
        }

    def count(self, scenario: str, calls: int) -> dict[str, Any]:
        """Make callgrind record the instructions of ``calls`` requests. The garbage collector has
        run before, so that its next runs fall on the same requests each time."""
        assert self.valgrind, "runs without callgrind"
        make = self.ready(SCENARIOS[scenario], 2)
        gc.collect()
        self.valgrind.zero()
        self.repeat(SCENARIOS[scenario], make, calls)
        self.valgrind.dump()
        return {}

    def time(self, scenario: str, calls: int) -> dict[str, Any]:
        """CPU seconds per request: the minimum of some batches, because disturbances can only add
        to them."""
        make, batches = self.ready(SCENARIOS[scenario], 2), []
        for _ in range(BATCHES):
            begun = time.process_time()
            self.repeat(SCENARIOS[scenario], make, calls)
            batches.append(time.process_time() - begun)
        return {"seconds": min(batches) / calls}

    def start(self) -> dict[str, Any]:
        """From here on callgrind counts, and everything is slower."""
        assert self.valgrind
        self.valgrind.start()
        return {}
