"""The generated part of COMPARISON.md about teams: what the chooser recommends to each, and why."""

from __future__ import annotations

from statistics import geometric_mean

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
from report.choose.__main__ import read
from report.choose.questions import Answers, Chooser, chooser
from report.choose.shares import OUTCOMES, of_measured
from report.choose.texts import texts
from report.choose.weighing import counted, read_by, weighed
from report.choose.weighing import totals as compared
from report.markdown import percent, table
from report.rows import measured
from report.rows.row import Rows, short
from report.sections import page

TEAMS = "report/choose/teams"
REASONS = 2
"""So many criteria are named for each team."""
HEADINGS = {
    "en": ["a team", "choose", "largest advantages (Flask : Django)"],
    "ko": ["팀", "추천", "결정적인 이유"],
}
BETWEEN = {"en": "; ", "ko": " · "}
DECIDES = "knowledge"
"""The question whose answers change the result most; a test compares all questions."""
CLOSE = {"en": "close: take what you know", "ko": "차이가 작음: 이미 아는 쪽을 선택"}


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
            why = BETWEEN[language].join(
                f"{said.criterion(name)} ({totals(name, answers, asked, rows)})"
                for name in reasons(answers, asked, rows)
            )
        lines.append([f"[{one[language]}]({file})", f"**{said.side(recommended)}**", why])
    return table(HEADINGS[language], lines)


def reasons(answers: Answers, asked: Chooser, rows: Rows) -> list[str]:
    """The names of the criteria that speak for the side that is ahead, the heaviest first."""
    points = {one.name: sum(found.values()) for one, found in counted(answers, asked, rows)}
    sign = 1 if sum(points.values()) > 0 else -1
    ordered = sorted(points, key=lambda name: -sign * round(points[name], 6))
    return [name for name in ordered[:REASONS] if sign * points[name] > 0]


def totals(name: str, answers: Answers, asked: Chooser, rows: Rows) -> str:
    """``0 : 61``: the totals of a criterion, or how many times Flask's figure Django's is."""
    (criterion,) = (one for one in asked.criteria if one.name == name)
    clear = [row for row in read_by(criterion, answers, asked, rows) if row.clear]
    if criterion.by == "mean":
        return f"{geometric_mean([row.ratio for row in clear]):.2f} ×"
    return " : ".join(short(total) for total in compared(criterion, clear).values())


def shares(language: str = "en") -> str:
    """How often each side is recommended over every set of answers, and those of the question that
    decides most."""
    found = of_measured()
    heard = {one: (found.all, one) for one in OUTCOMES}
    heard |= {f"of_{side}": (found.by_answer[DECIDES, side], side) for side in SIDES}
    shares = {
        name: percent(of[outcome] / of.total(), language) for name, (of, outcome) in heard.items()
    }
    return SHARES[language].format(count=f"{found.all.total():,}", **shares)


SHARES = {
    "en": "What a team knows decides most: those that know Flask should choose it in {of_flask} "
    "of all combinations, those that know Django in {of_django}. "
    "Over all {count}, not equally likely: Flask {flask}, either {either}, Django {django} "
    "([why](report/README.md)).\n",
    "ko": "결과를 가장 크게 좌우하는 것은 팀이 아는 프레임워크입니다. "
    "Flask를 아는 팀에게 Flask를 추천하는 비율은 {of_flask}, "
    "Django를 아는 팀에게 Django를 추천하는 비율은 {of_django}입니다. "
    "가능한 답의 조합 {count}가지 가운데 {flask}에서 Flask를, {either}에서 ‘어느 쪽이든’을, "
    "{django}에서 Django를 추천합니다. 모든 조합을 똑같이 세었으므로 실제 팀의 비율은 아닙니다"
    "([이유](report/README.md), 영어).\n",
}
