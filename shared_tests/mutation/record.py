"""The results of the tried faults, which of the missed ones change nothing, and the score."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shared_tests.harness.arguments import write

if TYPE_CHECKING:  # the documents read the record where neither mutmut nor pytest is installed
    from shared_tests.mutation.operators import Mutant

RESULTS = Path(__file__).with_name("results")
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
ALIVE = ""


@dataclass(frozen=True)
class Verdict:
    """A fault and the case that detected it; no case when none did."""

    id: str
    file: str
    operator: str
    was: str
    becomes: str
    case: str

    @classmethod
    def of(cls, mutant: Mutant, case: str) -> Verdict:
        return cls(mutant.id, mutant.file, mutant.operator, mutant.was, mutant.becomes, case)


@dataclass(frozen=True)
class Score:
    """Of the faults that change something: how many the suite detected."""

    tried: int
    seen: int
    equivalent: int

    @property
    def percent(self) -> float:
        return 100 * self.seen / max(1, self.tried - self.equivalent)


def path(side: str) -> Path:
    return RESULTS / f"{side}.json"


def load(side: str) -> dict[str, Verdict]:
    """The recorded verdicts by the id of their fault; none where nothing is recorded."""
    if not path(side).exists():
        return {}
    return {
        entry["id"]: Verdict(**entry)
        for entry in json.loads(path(side).read_text(encoding="utf-8"))
    }


def save(side: str, verdicts: dict[str, Verdict]) -> None:
    ordered = sorted(verdicts.values(), key=lambda one: (one.file, one.was, one.becomes, one.id))
    lines = ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in ordered)
    write(path(side), f"[\n{lines}\n]\n")


def reasons(kind: str) -> dict[str, str]:
    """By the id of a fault: why it changes nothing ("equivalent"), or why no case detects it yet
    ("unseen")."""
    total = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8")).get(kind, [])
    return {fault.split()[0]: one["why"] for one in total for fault in one["faults"]}


def equivalents() -> dict[str, str]:
    """Why a fault changes nothing that the specification promises, by the fault's id."""
    return reasons("equivalent")


def explained() -> dict[str, str]:
    """Why no case detects a fault. Those that change something still count against the score."""
    return equivalents() | {
        fault: f"**not seen**: {why}" for fault, why in reasons("unseen").items()
    }


def score(verdicts: dict[str, Verdict]) -> Score:
    known = equivalents()
    survivors = [one for one in verdicts.values() if one.case == ALIVE]
    equivalent = sum(one.id in known for one in survivors)
    return Score(len(verdicts), len(verdicts) - len(survivors), equivalent)


def code(text: str) -> str:
    """For a cell of a table."""
    return f"`` {text.replace('|', chr(92) + '|')} ``" if text else "nothing"


def scores() -> str:
    rows = ["| side | faults tried | equivalent | detected | score |", "|---|---|---|---|---|"]
    for side in ("flask", "django"):
        total = score(load(side))
        rows.append(
            f"| {side} | {total.tried} | {total.equivalent} | {total.seen} | {total.percent:.1f} % "
            "|"
        )
    return "\n".join(rows) + "\n"


def survivors() -> str:
    """Each fault that no case detects, with the reason why it changes nothing, or that it is
    open."""
    known = explained()
    rows = ["| file | was | becomes | why it is not detected |", "|---|---|---|---|"]
    for side in ("flask", "django"):
        for one in load(side).values():
            if one.case == ALIVE:
                why = known.get(one.id, "**not seen yet**")
                rows.append(f"| {one.file} | {code(one.was)} | {code(one.becomes)} | {why} |")
    return "\n".join(rows) + "\n"
