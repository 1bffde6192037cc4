"""In a copy of the repository: counts the instructions of the API's requests and generates the
description. ``python -m experiments.api_layers.inside JOB`` prints the facts as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.requests.callgrind import count
from benchmarks.requests.client import Client
from benchmarks.requests.subject import Subject
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    prepare,
    quick_environment,
)

ADDRESS = "/api/schema.json"


def main() -> None:
    job = json.loads(sys.argv[1])
    with TemporaryDirectory() as name:
        subject = filled(job["side"], Path(name))
        counted = count(subject, job["scenarios"], job["repeats"])
        document = described(subject) if job["described"] else None
    print(json.dumps({"instructions": counted, "document": document}))


def filled(side: str, folder: Path) -> Subject:
    """A side with the demo catalogue. Its password hashes are cheap, because no sign-in is
    counted."""
    one, env = IMPLEMENTATIONS[side], quick_environment(folder)
    prepare(one, env, one.migrate, demo(PASSWORD))
    return Subject(one.name, one.wsgi, one.chdir, env)


def described(subject: Subject) -> Any:
    """The document that the library generates. Raises RuntimeError if there is none."""
    os.environ.clear()
    os.environ.update(subject.env)
    response = Client(subject.load()).get(ADDRESS)
    if response.status != 200:
        raise RuntimeError(f"{ADDRESS}: {response.status}")
    return json.loads(response.body)


if __name__ == "__main__":
    main()
