"""Asks a site, from outside, whether it keeps what was promised: the direction's own cases and
those of the feature."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.migration.directions import Direction
from experiments.migration.site import Site
from shared_tests.harness.endings import run
from shared_tests.harness.implementations import ROOT

SIGN_IN = "test_shared_sign_in.py"


@dataclass(frozen=True)
class Told:
    """What became of each case, by its name."""

    own: dict[str, str]
    shared: dict[str, str]
    cannot: int
    """How many cases of ``shared`` fail for a reason that the direction gives."""
    ok: bool

    def count(self, outcome: str) -> int:
        return [*self.own.values(), *self.shared.values()].count(outcome)

    @property
    def shares_sign_in(self) -> bool:
        asked = [outcome for name, outcome in self.own.items() if SIGN_IN in name]
        return bool(asked) and set(asked) == {"passed"}


def asked(direction: Direction, site: Site, options: list[str], whole: bool) -> Told:
    """Run the cases; pytest prints. ``whole`` takes all modules of the suite in place of the
    feature's."""
    cases = [str((direction.folder / "cases").relative_to(ROOT))]
    shared = ["shared_tests"] if whole else [f"shared_tests/{name}" for name in direction.shared]
    own, fine = pytest(direction, site, ["-p", "shared_tests.conftest", *cases, *options])
    rest, also = pytest(direction, site, [*shared, *options])
    known = sum(
        name.partition("[")[0].removeprefix("shared_tests/") in direction.cannot for name in rest
    )
    return Told(own, rest, known, fine and also)


def pytest(direction: Direction, site: Site, arguments: list[str]) -> tuple[dict[str, str], bool]:
    with TemporaryDirectory() as folder:
        results = Path(folder) / "results.json"
        asks = [
            f"--base-url={site.base_url}",
            f"--results={results}",
            f"--direction={direction.name}",
        ]
        asks += [f"--admin-driver={direction.admin_driver}"]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "experiments.migration.known",
            *arguments,
            *asks,
        ]
        env = os.environ | {"SSL_CERT_FILE": str(site.ca)}  # whom the browsers of the suite trust
        done = run(command, cwd=ROOT, env=env)
        outcomes = json.loads(results.read_text(encoding="utf-8")) if results.is_file() else {}
        return outcomes, done.returncode in (0, 5)  # 5: an option such as -k left none
