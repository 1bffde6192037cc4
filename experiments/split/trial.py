"""Divides one side in a copy of the repository, checks and measures it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.code.patches import counted
from experiments.split.services import SERVICES, TABLES, loaded_for_nothing
from experiments.verifier import TAIL, WITH_SUITE, Refused, apply, green, own_tests
from shared_tests.harness.child_processes import run
from shared_tests.harness.copies import copy

HERE = Path(__file__).resolve().parent
MAY_BE_SKIPPED = ("needs control of the process", "the front server has ")
# A fixture of these starts four servers, which is slow on a busy machine
PATIENT = "--timeout=300"


def divided(side: str, words: str) -> dict:
    """The costs and results of the division; ``words`` select cases of the shared suite like
    pytest's ``-k``. Raises Refused with the reason when the contract is broken."""
    patch = HERE / f"{side}.patch"
    with copy("split-") as folder:
        apply(patch, folder)
        cases = [*WITH_SUITE, "experiments/split", f"--implementation={side}", PATIENT]
        division = green(folder, cases, "the division is not whole")
        own = [*own_tests(side), PATIENT]
        unchanged = green(folder, own, "the side's own tests fail after the patch")
        ran = {"cases": len(division.cases), "own_tests": len(unchanged.cases)}
        found = measured(side, words, folder)
    judge(side, found)
    del found["suite"]["output"]
    loaded = found.pop("loaded")
    lines = {name: counted(patch)[name] for name in ("lines", "removed", "files", "tests")}
    return lines | ran | found | {"modules": {part: len(names) for part, names in loaded.items()}}


def measured(side: str, words: str, folder: Path) -> dict:
    file = folder / "facts.json"
    command = [sys.executable, "-m", "experiments.split.measuring", side, str(file), "-k", words]
    done = run(command, cwd=folder, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise Refused(
            f"measuring ended with {done.returncode}\n{(done.stdout + done.stderr)[-TAIL:]}"
        )
    return json.loads(file.read_text(encoding="utf-8"))


def judge(side: str, found: dict) -> None:
    """Run all cases that need only an address; they must pass, and no service may touch the other's
    parts."""
    suite = found["suite"]
    if suite["failed"] or not suite["passed"]:
        raise Refused(
            f"{suite['failed']} of the shared suite fail through the front\n{suite['output']}"
        )
    if others := [
        why for why in suite["why_skipped"] if not any(fine in why for fine in MAY_BE_SKIPPED)
    ]:
        raise Refused(
            f"cases were skipped for a reason that is not one of a divided site: {others}"
        )
    for name in SERVICES:
        if needless := loaded_for_nothing(side, name, found["loaded"][name]):
            raise Refused(f"{name} loads what it has no need of: {', '.join(needless)}")
    touched = set().union(*found["tables"]["accounts"].values())
    if strange := touched - TABLES[side]:
        raise Refused(f"the accounts touch tables of the catalogue: {', '.join(sorted(strange))}")
