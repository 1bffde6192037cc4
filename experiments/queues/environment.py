"""The environment variables of a queue's processes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from experiments.queues.subjects import SETUPS, Subject
from shared_tests.harness.implementations import ROOT, environment


def variables(subject: Subject, url: str, folder: Path) -> dict[str, str]:
    env = environment(folder) | {
        "QUEUE_URL": url,
        "QUEUE_JOURNAL": str(folder / "journal"),
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "django_impl"))),
    }
    return env | (
        {"DJANGO_SETTINGS_MODULE": f"{SETUPS}.{subject.settings}"} if subject.settings else {}
    )


def own_settings(env: Mapping[str, str]) -> dict[str, str]:
    """Only those of Bookshelf."""
    return {name: value for name, value in env.items() if name.startswith("BOOKSHELF_")}
