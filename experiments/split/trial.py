"""Divides one side in a copy of the repository, checks that, and measures it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.changes.counting import counted
from experiments.changes.trial import NOT_COPIED, TAIL, Refused, apply, green
from experiments.split.services import SERVICES, TABLES, loaded_for_nothing
from shared_tests.harness.endings import run
from shared_tests.harness.implementations import ROOT

HERE = Path(__file__).resolve().parent
MAY_BE_SKIPPED = ("needs control of the process", "the front server has ")
# A fixture of these starts four servers, which a busy machine takes its time for
PATIENT = "--timeout=300"


def divided(side: str) -> dict:
    """What the division cost and what it brought. Raises Refused with the reason when a promise is
    broken."""
    patch = HERE / f"{side}.patch"
    with TemporaryDirectory(prefix="split-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
        apply(patch, copy)
        cases = [
            "-p",
            "shared_tests.conftest",
            "experiments/split",
            f"--implementation={side}",
            PATIENT,
        ]
        own = [f"{side}_impl", PATIENT, *(["--ds=tests.settings"] if side == "django" else [])]
        ran = {"cases": green(copy, cases, "the division is not whole").cases}
        ran["own_tests"] = green(copy, own, "the side's own tests fail after the patch").cases
        found = measured(side, copy)
    judge(side, found)
    del found["suite"]["told"]
    loaded = found.pop("loaded")
    lines = {name: counted(patch)[name] for name in ("lines", "removed", "files", "tests")}
    return lines | ran | found | {"modules": {part: len(names) for part, names in loaded.items()}}


def measured(side: str, copy: Path) -> dict:
    file = copy / "facts.json"
    command = [sys.executable, "-m", "experiments.split.measuring", side, str(file)]
    done = run(command, cwd=copy, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise Refused(
            f"measuring ended with {done.returncode}\n{(done.stdout + done.stderr)[-TAIL:]}"
        )
    return json.loads(file.read_text(encoding="utf-8"))


def judge(side: str, found: dict) -> None:
    """Green, by all the cases that can be asked of an address, and without a look into what is the
    other's."""
    suite = found["suite"]
    if suite["failed"] or not suite["passed"]:
        raise Refused(
            f"{suite['failed']} of the shared suite fail through the front\n{suite['told']}"
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
