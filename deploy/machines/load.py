"""Locust: one master, several workers, without a browser. Rounds are merged from the times that it
reports for each page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.common.measures import percentile
from deploy.machines.cluster import Cluster
from shared_tests.harness.implementations import PASSWORD

LOCUSTFILE = Path(__file__).with_name("locustfile.py")
SECONDS, USERS, WORKERS = 6, 10, 2
PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
OPTIONS = (
    "--headless",
    "--only-summary",
    f"--processes={WORKERS}",
    f"--users={USERS}",
    f"--spawn-rate={USERS}",
    f"--run-time={SECONDS}s",
    "--stop-timeout=5",
    "--exit-code-on-error=0",
)


def run(cluster: Cluster, folder: Path) -> list[dict]:
    """Run the users for some seconds. Raises RuntimeError with Locust's output when it does not end
    well."""
    command = [
        *(sys.executable, "-m", "locust", f"--locustfile={LOCUSTFILE}", *OPTIONS),
        f"--host={cluster.stack.base_url}",
        f"--json-file={folder / 'locust'}",
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "SSL_CERT_FILE": str(cluster.stack.ca), "LOAD_PASSWORD": PASSWORD},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS + 60,
    )
    if done.returncode:
        raise RuntimeError(f"locust ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return json.loads((folder / "locust.json").read_text(encoding="utf-8"))


def facts(entries: list[dict], rounds: int) -> dict:
    """Of so many rounds put together."""
    names = sorted({entry["name"] for entry in entries})
    pages = {
        name: figures([one for one in entries if one["name"] == name], rounds) for name in names
    }
    return {
        "users": USERS,
        "workers": WORKERS,
        "rounds": rounds,
        "seconds": SECONDS,
        "pages": pages,
    } | {"all": figures(entries, rounds)}


def figures(entries: Iterable[dict], rounds: int) -> dict[str, float]:
    """Times in seconds; Locust reports how often each number of milliseconds occurred."""
    stats, counted = list(entries), Counter[int]()
    for entry in stats:
        counted.update(
            {int(milliseconds): count for milliseconds, count in entry["response_times"].items()}
        )
    times = sorted(counted.elements())
    counts = {"requests": len(times), "failures": sum(entry["num_failures"] for entry in stats)}
    percentiles = {name: percentile(times, share) / 1000 for name, share in PERCENTILES.items()}
    return {**counts, "per_second": len(times) / (rounds * SECONDS), **percentiles}
