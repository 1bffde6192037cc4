"""The shared suite, from a client's place: through the front, over TLS, without control of any
process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.machines.cluster import Cluster
from shared_tests.harness.child_processes import start
from shared_tests.harness.implementations import ROOT

DEADLINE = 400.0  # seconds, on a machine that has other things to do
TAIL = 4000  # characters of pytest's output when it fails
# One case after the other: some count all books, and they share this one site.
OPTIONS = ("-q", "--tb=short", "-p", "no:cacheprovider")


@dataclass
class Suite:
    """A run, and after it the outcome of its cases."""

    process: subprocess.Popen[bytes]
    output: Path
    results: Path
    begun: float = field(default_factory=time.monotonic)

    def facts(self) -> dict:
        seconds = time.monotonic() - self.begun
        cases: dict[str, str] = (
            json.loads(self.results.read_text(encoding="utf-8")) if self.results.is_file() else {}
        )
        failed = [name for name, outcome in cases.items() if outcome == "failed"]
        outcomes = Counter(cases.values())
        counts = {outcome: outcomes[outcome] for outcome in ("passed", "failed", "skipped")}
        failed_cases = (
            self.output.read_text(encoding="utf-8", errors="replace")[-TAIL:]
            if self.process.returncode
            else ""
        )
        return {
            "exit_code": self.process.returncode,
            "seconds": seconds,
            **counts,
            "failures": failed,
            "details": failed_cases,
        }


@contextmanager
def suite(cluster: Cluster, name: str, folder: Path, *what: str) -> Iterator[Suite]:
    """Run cases while the block runs, and wait for their end when it is left."""
    options = [f"--base-url={cluster.stack.base_url}", f"--implementation={name}"]
    results, output = folder / "results.json", folder / "suite.log"
    results.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *what, *OPTIONS, *options, f"--results={results}"]
    env = {**os.environ, "SSL_CERT_FILE": str(cluster.stack.ca)}
    with output.open("wb") as log:
        process = start(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        yield Suite(process, output, results)
        process.wait(DEADLINE)
    finally:
        process.kill()
        process.wait(10)
