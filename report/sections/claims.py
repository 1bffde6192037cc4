"""The generated parts of docs/CLAIMS.md."""

from __future__ import annotations

from report.claims import ledger
from report.claims.claim import topics
from report.claims.judging import MARGIN, Judged, Result
from report.claims.wording import RESULTS
from report.markdown import table
from report.rows import measured

HEADINGS = {
    "en": ["claim", "verdict", "figures", "command"],
    "ko": ["주장", "판정", "수치", "명령"],
}


def claims(language: str = "en") -> str:
    """Every claim with its sources, verdict, figures and command."""
    lines: list[list[str]] = []
    for topic, listed in ledger(measured()).items():
        lines.append([f"**{topics()[topic][language]}**", "", "", ""])
        lines += [entry(one, language) for one in listed]
    return table(HEADINGS[language], lines)


def entry(one: Judged, language: str) -> list[str]:
    by = ", ".join(f"[{source.who}]({source.url})" for source in one.claim.by)
    verdict = f"**{one.verdict.result if language == 'en' else RESULTS[one.verdict.result]}**"
    if words := one.verdict.condition[language]:
        verdict += f"<br>{words}"
    commands = "<br>".join(f"`{command}`" for command in one.commands) or "–"
    figures = one.verdict.figures[language] or "–"
    return [f"{one.claim.says[language]}<br>*{by}*", verdict, figures, commands]


COUNTED = {
    "en": {
        Result.HOLDS: "hold",
        Result.DOES_NOT_HOLD: "do not hold",
        Result.DEPENDS: "depend",
        Result.CANNOT_BE_TESTED: "cannot be tested here",
    },
    "ko": {Result(result): words for result, words in RESULTS.items()},
}


def verdicts(language: str = "en") -> str:
    """The number of claims that hold, and the common margin."""
    found = [one.verdict.result for listed in ledger(measured()).values() for one in listed]
    percent_more = f"{100 * (MARGIN - 1):.0f}"
    if language == "ko":
        counted = ", ".join(f"{words} {found.count(one)}개" for one, words in COUNTED["ko"].items())
        margin = f"한 수치가 다른 수치보다 {percent_more}% 이상 클 때만 차이가 있다고 봅니다"
        return f"주장 {len(found)}개의 판정: {counted}. {margin}.\n"
    counted = ", ".join(f"{found.count(one)} {words}" for one, words in COUNTED["en"].items())
    margin = f"Figures count as different from {percent_more} % on"
    return f"Of {len(found)} claims, {counted}. {margin}.\n"
