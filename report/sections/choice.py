"""The generated part of COMPARISON.md about teams: what the chooser recommends to each, and why."""

from __future__ import annotations

from benchmarks.common.source import ROOT
from report.choose.__main__ import read
from report.choose.questions import Answers, Chooser, chooser
from report.choose.shares import OUTCOMES
from report.choose.shares import shares as over_all
from report.choose.texts import texts
from report.choose.weighing import counted, weighed
from report.markdown import table
from report.rows import measured
from report.rows.row import Rows
from report.sections import page

TEAMS = "report/choose/teams"
REASONS = 2
"""So many criteria are named for each team."""
HEADINGS = {
    "en": ["a team", "choose", "what speaks for it most"],
    "ko": ["팀", "추천", "결정적인 이유"],
}
CLOSE = {"en": "too close to call: take what you know", "ko": "차이가 작음: 익숙한 쪽"}


def teams(language: str = "en") -> str:
    """The recommendation for each stated team, with the criteria that weigh the most in it."""
    asked, rows, said = chooser(), measured(), texts(language)
    lines = []
    for one in page.texts()["team"]:
        file = f"{TEAMS}/{one['file']}.toml"
        answers = read(ROOT / file)
        recommended = weighed(answers, asked, rows).recommended
        if recommended == "either":
            why = CLOSE[language]
        else:
            why = "; ".join(said.criterion(name) for name in reasons(answers, asked, rows))
        lines.append([f"[{one[language]}]({file})", f"**{said.side(recommended)}**", why])
    return table(HEADINGS[language], lines)


def reasons(answers: Answers, asked: Chooser, rows: Rows) -> list[str]:
    """The names of the criteria that speak for the side that is ahead, the heaviest first."""
    points = {one.name: sum(found.values()) for one, found in counted(answers, asked, rows)}
    sign = 1 if sum(points.values()) > 0 else -1
    ordered = sorted(points, key=lambda name: -sign * round(points[name], 6))
    return [name for name in ordered[:REASONS] if sign * points[name] > 0]


def shares(language: str = "en") -> str:
    """How often each side is recommended over every set of answers."""
    heard = over_all(chooser(), measured()).all
    figures = {one: f"{100 * heard[one] / heard.total():.0f} %" for one in OUTCOMES}
    return SHARES[language].format(count=f"{heard.total():,}", **figures)


SHARES = {
    "en": "Over all {count} combinations, each counted once, it recommends Flask in {flask}, "
    "either in {either} and Django in {django} ([why](report/README.md)).\n",
    "ko": "가능한 답의 조합 {count}가지 가운데 {flask}에서 Flask를, {either}에서 ‘어느 쪽이든’을, "
    "{django}에서 Django를 추천합니다. 모든 조합을 똑같이 세었으므로 실제 팀의 비율은 아닙니다"
    "([이유](report/README.md), 영어).\n",
}
