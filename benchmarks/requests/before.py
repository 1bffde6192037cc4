"""Counts the cost of requests with both sides as they were at a commit: the current measurement of
older code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO

from rich.console import Console
from rich.progress import Progress

from benchmarks.common import cli
from benchmarks.common.source import ROOT
from benchmarks.requests.facts import today
from shared_tests.harness.copies import copy

APPLICATIONS = ("flask_impl", "django_impl")


def then(commit: str) -> dict:
    """The instructions of all pages at a commit, as in ``today``; SystemExit if it is not in the
    history."""
    with copy("before-") as folder:
        for name in APPLICATIONS:
            shutil.rmtree(folder / name)
        with tarfile.open(fileobj=BytesIO(archived(commit))) as files:
            files.extractall(folder, filter="data")
        counted = [sys.executable, "-m", "benchmarks.requests.before"]
        done = subprocess.run(counted, cwd=folder, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout)


def archived(commit: str) -> bytes:
    done = subprocess.run(["git", "archive", commit, *APPLICATIONS], cwd=ROOT, capture_output=True)
    if done.returncode:
        told = done.stderr.decode().strip()
        raise SystemExit(f"{commit} is not in this clone's history (git fetch --unshallow): {told}")
    return done.stdout


def main() -> None:
    parser = cli.program("python -m benchmarks.requests.before", __doc__)
    parser.add_argument(
        "commit", nargs="?", help="default: count this folder, and print the figures as JSON"
    )
    arguments = cli.parsed(parser)
    console = Console(stderr=True)
    if not arguments.commit:
        with Progress(console=console, transient=True) as progress:
            print(json.dumps(today(progress, repeats=1)))
        return
    cli.keep(arguments, {"commit": arguments.commit} | then(arguments.commit))


if __name__ == "__main__":
    main()
