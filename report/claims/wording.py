"""The words around a claim's figures, in each language."""

from __future__ import annotations

from report.claims.claim import Case, Words
from report.rows.row import Row, short

MARKS: dict[str, dict[bool | None, str]] = {
    "en": {True: "holds", False: "does not hold", None: "not clear in this run"},
    "ko": {True: "성립", False: "성립하지 않음", None: "이번 측정으로는 알 수 없음"},
}
RESULTS = {
    "holds": "성립",
    "does not hold": "성립하지 않음",
    "depends": "조건에 따라 다름",
    "cannot be tested here": "여기서 시험할 수 없음",
}
"""The verdicts in Korean."""
NOISY: Words = {"en": "no clear difference", "ko": "뚜렷한 차이 없음"}
TUNED: Words = {"en": "tuned,", "ko": "최적화 후,"}
NOT_TUNED: Words = {
    "en": "that is of both as documented; tuned they were not measured",
    "ko": "양쪽 모두 문서대로 만든 경우이며, 최적화한 경우는 측정하지 않음",
}
UNITS = {
    "lines": "줄",
    "packages": "개",
    "extensions": "개",
    "protections": "개",
    "held": "지킴",
    "conflicts": "곳",
    "files": "개",
    "imports": "개",
    "migrations by hand": "개",
    "requests/s": "요청/초",
    "× of one thread": "배 (스레드 하나 대비)",
    "× of one host": "배 (호스트 하나 대비)",
    "most / least": "최대/최소",
    "thousand instructions": "천 명령",
    "jobs/s": "작업/초",
}
"""In Korean; other units are the same in both languages."""
YES = {"en": ("no", "yes"), "ko": ("아니요", "예")}
SIDES = {"flask": "Flask", "django": "Django"}
NAMES = {
    "en": {"few": "with few books", "many": "with many books"},
    "ko": {"few": "책이 적을 때", "many": "책이 많을 때"},
}


def figures(case: Case, row: Row, language: str) -> str:
    """``Flask 2,008, Django 1,774 lines``, or the figures of whatever else is compared."""
    keys = ["flask", "django"]
    if case.kind is None and {case.less, case.more} != {*keys}:
        keys = [case.less, case.more]
    if case.kind in ("some", "none", "between"):
        keys = [case.key]
    if row.unit == "held":
        return ", ".join(f"{named(key, language)} {YES[language][bool(row[key])]}" for key in keys)
    unit = UNITS.get(row.unit, row.unit) if language == "ko" else row.unit
    return f"{', '.join(f'{named(key, language)} {short(row[key])}' for key in keys)} {unit}"


def named(key: str, language: str) -> str:
    """What is compared: a side, or a side with few or with many books."""
    names = SIDES | NAMES[language]
    return " ".join(names.get(part, part) for part in key.split(", "))
