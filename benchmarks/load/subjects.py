"""The subjects under load: Flask's side, Django's side, and the baseline."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load.programs import GTHREAD, Program, serving_with
from shared_tests.harness.implementations import (
    DJANGO,
    FLASK,
    PASSWORD,
    Implementation,
    demo,
    prepare,
    quick_environment,
)
from shared_tests.harness.loopback import get
from shared_tests.harness.servers import Server

SIDES = {"flask": FLASK, "django": DJANGO}
AGAIN = "flask again"  # the same side a second time: a difference between the two is noise
BASELINE = Implementation(
    "baseline", (), (), (), (), "", wsgi="benchmarks.load.baseline:application"
)
ASGI = {
    "django": "benchmarks.load.django_asgi:application",
    "baseline": "benchmarks.load.baseline:asynchronous",
}


@dataclass(frozen=True)
class Subject:
    """A subject to serve, with its environment."""

    name: str
    implementation: Implementation
    env: dict[str, str]

    def app(self, program: Program) -> str | None:
        """The import path for the server; empty if there is no application of its kind."""
        return ASGI.get(self.name) if program.asgi else self.implementation.wsgi

    @contextmanager
    def served(self, program: Program, folder: Path, **more: str) -> Iterator[Server]:
        app = self.app(program) or self.implementation.wsgi
        with serving_with(program, self.implementation, app, self.env | more, folder) as server:
            yield server


def subjects(folder: Path) -> dict[str, Subject]:
    """All of them, with the demo catalogue; the baseline returns the bytes of Flask's catalogue."""

    def prepared(side: str) -> Subject:
        (folder / side).mkdir()
        env = quick_environment(folder / side)
        prepare(SIDES[side], env, SIDES[side].migrate, demo(PASSWORD))
        return Subject(side, SIDES[side], env)

    with ThreadPoolExecutor() as pool:
        found = dict(zip(SIDES, pool.map(prepared, SIDES), strict=True))
    page = folder / "page.html"
    with found["flask"].served(GTHREAD, folder) as server:
        page.write_bytes(get(f"{server.base_url}/books/", timeout=10).content)
    again = Subject(AGAIN, FLASK, found["flask"].env)
    baseline = Subject("baseline", BASELINE, {**os.environ, "BASELINE_PAGE": str(page)})
    # the pair of the control is adjacent, so that disturbances are most alike for both
    return {"flask": found["flask"], AGAIN: again, "django": found["django"], "baseline": baseline}
