"""The verdict on a claim from measured rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from report.claims.claim import LANGUAGES, Case, Claim, Words
from report.claims.wording import MARKS, NOISY, NOT_TUNED, TUNED, figures
from report.rows.row import Row, Rows

MARGIN = 1.1
"""The margin of all claims: a figure is less than another one when the other is at least a tenth
more. Closer figures count as equal."""


class Result(StrEnum):
    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    DEPENDS = "depends"
    CANNOT_BE_TESTED = "cannot be tested here"


@dataclass(frozen=True)
class Verdict:
    result: Result
    condition: Words
    """The condition, or the reason why it cannot be tested; empty for the other two verdicts."""
    figures: Words
    """The rows that it is based on."""


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict, the rows that were read, and the commands that show them."""

    claim: Claim
    verdict: Verdict
    rows: list[str]
    commands: list[str]


@dataclass(frozen=True)
class Outcome:
    """The verdict of one case. ``holds`` is None if the row's run was noisy, because nothing may
    rely on it."""

    words: Words
    figures: Words
    holds: bool | None


def judged(one: Claim, rows: Rows) -> Judged:
    seen = Rows(rows.rows)
    found = verdict(one, seen)
    commands = list(dict.fromkeys(rows.rows[name].command for name in seen.read))
    return Judged(one, found, seen.read, commands)


def verdict(one: Claim, rows: Rows) -> Verdict:
    if one.why:
        return Verdict(Result.CANNOT_BE_TESTED, one.why, dict.fromkeys(LANGUAGES, ""))
    found = [outcome(case, rows[case.row], case.words) for case in one.cases]
    missing: list[Words] = []
    if one.tuned:
        tuned = [case for case in one.cases if f"tuned, {case.row}" in rows.rows]
        found += [outcome(case, rows[f"tuned, {case.row}"], both(case.words)) for case in tuned]
        missing = [NOT_TUNED] if len(tuned) < len(one.cases) else []
    result = result_of([one.holds for one in found], whole=not missing)
    shown = {language: "; ".join(one.figures[language] for one in found) for language in LANGUAGES}
    return Verdict(result, condition(found, missing, result), shown)


def both(words: Words) -> Words:
    return {language: f"{TUNED[language]} {words[language]}" for language in LANGUAGES}


def result_of(held: list[bool | None], whole: bool) -> Result:
    """A claim that fails in every case with a clear row fails, whatever the others would show."""
    decided = [one for one in held if one is not None]
    if not decided:
        return Result.CANNOT_BE_TESTED
    if not any(decided):
        return Result.DOES_NOT_HOLD
    return Result.HOLDS if all(held) and whole else Result.DEPENDS


def condition(found: list[Outcome], missing: Iterable[Words], result: Result) -> Words:
    if result in (Result.HOLDS, Result.DOES_NOT_HOLD):
        return dict.fromkeys(LANGUAGES, "")
    return {
        language: "; ".join(
            [
                f"{MARKS[language][holds]}: {', '.join(named)}"
                for holds in (True, False, None)
                if (named := [one.words[language] for one in found if one.holds is holds])
            ]
            + [one[language] for one in missing]
        )
        for language in LANGUAGES
    }


def outcome(case: Case, row: Row, words: Words) -> Outcome:
    if not row.clear:
        noisy = {language: f"{words[language]}: {NOISY[language]}" for language in LANGUAGES}
        return Outcome(words, noisy, None)
    shown = {
        language: f"{words[language]}: {figures(case, row, language)}" for language in LANGUAGES
    }
    return Outcome(words, shown, holds(case, row))


def holds(case: Case, row: Row) -> bool:
    if case.kind == "same":
        return not (less(row, "flask", "django") or less(row, "django", "flask"))
    if case.kind == "between":
        least, most = case.between
        return least <= row[case.key] <= most
    if case.kind in ("none", "some"):
        return (row[case.key] > 0) == (case.kind == "some")
    return less(row, case.less, case.more, case.times or MARGIN)


def less(row: Row, one: str, other: str, times: float = MARGIN) -> bool:
    """Whether ``one`` has clearly less of it than ``other``."""
    return row.times(one, other) >= times
