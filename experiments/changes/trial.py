"""Tries one request on one side in a copy of the repository: its cases must fail before the patch
and pass after it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.code.patches import counted
from benchmarks.common.lock import groups
from experiments.changes.requests import Request
from experiments.verifier import WITH_SUITE, Refused, apply, green, own_tests, pytest
from shared_tests.harness.copies import copy

HIDING = Path(__file__).with_name("hiding")


def tried(request: Request, side: str, whole_suite: bool, database: str) -> dict:
    """The changes of the patch and the outcome of the cases. Raises Refused with the reason and the
    end of the output. With ``whole_suite`` the shared suite and the side's own tests must be green
    after it."""
    tested = [f"--implementation={side}", f"--database={database}"]
    facts = counted(request.folder / f"{side}.patch") | {"packages": request.packages[side]}
    with copy("change-") as folder:
        own = f"experiments/changes/{request.name}"
        cases = [*WITH_SUITE, own, *tested]
        failed_before = 0 if request.tunes else failing(folder, cases)
        for patch in request.patches(side):
            apply(patch, folder)
        env = without_packages(request.packages[side])
        if not request.tunes:
            after = green(folder, cases, "its own cases fail after the patch", env)
            facts |= {"cases": len(after.cases), "failed_before": failed_before}
        if kept := [f"shared_tests/{name}.py" for name in request.keeps]:
            ran = green(folder, [*kept, *tested], "what it keeps fails", env)
            facts["kept"] = len(ran.cases)
        return facts | (the_rest(folder, side, tested, env) if whole_suite else {})


def failing(folder: Path, cases: list[str]) -> int:
    """The number of the request's own cases that fail without the patch; Refused if none does."""
    before = pytest(folder, cases, without_packages([])).complete()
    if not before.failed:
        raise Refused(f"its cases pass without the patch, so they prove nothing\n{before.output}")
    return len(before.failed)


def the_rest(folder: Path, side: str, tested: list[str], env: Mapping[str, str]) -> dict:
    """The suite with its fuzzing and the side's own tests in the changed copy."""
    suite = green(folder, ["shared_tests", *tested], "the shared suite fails after the patch", env)
    own = green(folder, own_tests(side), "the side's own tests fail after the patch", env)
    return {
        "suite_cases": len(suite.cases),
        "suite_seconds": suite.seconds,
        "own_tests": len(own.cases),
    }


def without_packages(needed: list[str]) -> dict[str, str]:
    """The variables that hide the packages that a request does not use."""
    return {"PYTHONPATH": str(HIDING), "CHANGES_HIDE": hidden(needed)}


def hidden(packages: list[str]) -> str:
    """The modules of all other packages in the group ``changes`` of pyproject.toml."""
    every = {canonicalize_name(Requirement(line).name) for line in groups()["changes"]}
    others = every - set(packages)
    modules = packages_distributions().items()
    return " ".join(
        name for name, made_by in modules if others & {canonicalize_name(one) for one in made_by}
    )
