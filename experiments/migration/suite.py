"""Runs the direction's own cases and those of the feature against a site."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.migration.directions import Direction
from experiments.migration.site import Site
from experiments.verifier import WITH_SUITE, Ran, pytest
from shared_tests.harness.implementations import ROOT

SIGN_IN = "test_shared_sign_in.py"
NONE_LEFT = 5
"""pytest's exit code when an option such as -k selects no case."""


@dataclass(frozen=True)
class Told:
    """The outcomes of the direction's own cases, and of those of the suite."""

    own: Ran
    shared: Ran
    cannot: int
    """The number of cases of ``shared`` that fail for a reason that the direction lists."""

    def count(self, outcome: str) -> int:
        return self.own.count(outcome) + self.shared.count(outcome)

    @property
    def ok(self) -> bool:
        return {self.own.code, self.shared.code} <= {0, NONE_LEFT}

    @property
    def shares_sign_in(self) -> bool:
        asked = [case.outcome for name, case in self.own.cases.items() if SIGN_IN in name]
        return bool(asked) and set(asked) == {"passed"}


def asked(direction: Direction, site: Site, options: list[str], whole: bool) -> Told:
    """Run the cases; pytest prints. ``whole`` runs all modules of the suite instead of the
    feature's."""
    cases = [*WITH_SUITE, str((direction.folder / "cases").relative_to(ROOT))]
    shared = ["shared_tests"] if whole else [f"shared_tests/{name}" for name in direction.shared]
    own, rest = (ask(direction, site, [*some, *options]) for some in (cases, shared))
    known = sum(
        name.partition("[")[0].removeprefix("shared_tests/") in direction.cannot
        for name in rest.cases
    )
    return Told(own, rest, known)


def ask(direction: Direction, site: Site, arguments: list[str]) -> Ran:
    where = [
        f"--base-url={site.base_url}",
        f"--direction={direction.name}",
        f"--admin-driver={direction.admin_driver}",
    ]
    env = {"SSL_CERT_FILE": str(site.ca)}  # the CA that the suite's clients trust
    known = ("-p", "experiments.migration.known")
    return pytest(ROOT, [*known, *arguments, *where], env, shown=True)
