"""The compared applications, each with its own database: both sides, and the baseline."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.requests.subject import ROOT, Subject
from shared_tests.harness.copies import apply
from shared_tests.harness.copies import copied as copied_tree
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    Implementation,
    demo,
    environment,
    prepare,
)

TUNING = ROOT / "experiments" / "changes" / "tuned"
"""The patches of both sides; change.toml has their gain and what was left out."""
BASELINE = "benchmarks.requests.baseline.wsgi:application"


def prepared(
    folder: Path, settings: Callable[[Path], dict[str, str]] = environment
) -> dict[str, Subject]:
    """Flask and Django with the demo catalogue; both databases are created concurrently."""
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(
            lambda one: filled(one, folder / one.name, settings), IMPLEMENTATIONS.values()
        )
        return {subject.name: subject for subject in made}


def filled(
    one: Implementation, folder: Path, settings: Callable[[Path], dict[str, str]]
) -> Subject:
    folder.mkdir()
    env = settings(folder)
    prepare(one, env, one.migrate, demo(PASSWORD))
    return Subject(one.name, one.wsgi, one.chdir, env)


def tuned(subjects: Mapping[str, Subject], folder: Path) -> dict[str, Subject]:
    """The same on the same databases, from a copy of the repository in a new ``folder`` in which
    each side's patch of tuning is applied. Raises DoesNotApplyError."""
    root = copied_tree(folder)
    for side in subjects:
        apply(TUNING / f"{side}.patch", root)
    return {side: replace(one, chdir=str(root / one.chdir)) for side, one in subjects.items()}


def baseline(flask: Subject, rows: int, size: int) -> Subject:
    """The baseline on Flask's database; ``rows`` and ``size`` (bytes) are those of its page in the
    admin."""
    sizes = {"BASELINE_ADMIN_ROWS": str(rows), "BASELINE_ADMIN_BYTES": str(size)}
    return Subject("baseline", BASELINE, env={**flask.env, **sizes})


def copied(subject: Subject, folder: Path) -> Subject:
    """The same on a copy of its database, in a new ``folder``. The original must have no
    connections."""
    folder.mkdir()
    assert subject.database
    shutil.copy(subject.database, folder / subject.database.name)
    url = f"sqlite:///{folder / subject.database.name}"
    return replace(subject, env={**subject.env, "BOOKSHELF_DATABASE_URL": url})
