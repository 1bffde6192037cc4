"""The words around a claim's figures, in each language."""

from __future__ import annotations

from report.claims.claim import Case, Words
from report.rows import labels
from report.rows.row import Row, short

MARKS: dict[str, dict[bool | None, str]] = {
    "en": {True: "holds", False: "does not hold", None: "not clear in this run"},
    "ko": {True: "맞음", False: "맞지 않음", None: "이번 측정으로는 알 수 없음"},
}
RESULTS = {
    "holds": "맞음",
    "does not hold": "맞지 않음",
    "depends": "조건에 따라 다름",
    "cannot be tested here": "여기서 검증할 수 없음",
}
"""The verdicts in Korean."""
NOISY: Words = {"en": "no clear difference", "ko": "뚜렷한 차이 없음"}
TUNED: Words = {"en": "tuned,", "ko": "튜닝 후,"}
NOT_TUNED: Words = {
    "en": "that is of both as documented; tuned they were not measured",
    "ko": "양쪽 모두 문서대로 작성한 경우이며, 튜닝한 경우는 측정하지 않음",
}
YES = {"en": ("no", "yes"), "ko": ("아니요", "예")}
SIDES = {"flask": "Flask", "django": "Django"}
NAMES = {
    "en": {"few": "with few books", "many": "with many books", "of both": ""},
    "ko": {
        "of both": "",
        "few": "책이 적을 때",
        "many": "책이 많을 때",
        "64 threads": "스레드 64개",
        "coroutines": "코루틴",
        "event loop": "이벤트 루프",
        "usual middleware": "기본 미들웨어",
        "one synchronous middleware": "동기 미들웨어 하나",
    },
}


def figures(case: Case, row: Row, language: str) -> str:
    """``Flask 2,008, Django 1,774 lines``, or the figures of other keys."""
    keys = ["flask", "django"]
    if case.kind is None and {case.less, case.more} != {*keys}:
        keys = [case.less, case.more]
    if case.kind in ("some", "none", "between"):
        keys = [case.key]
    if row.unit == "held":
        return ", ".join(f"{named(key, language)} {YES[language][bool(row[key])]}" for key in keys)
    shown = ", ".join(f"{named(key, language)} {short(row[key])}" for key in keys)
    unit = labels.unit(row, language)
    return f"{shown} ({unit})" if language == "ko" else f"{shown} {unit}"


def named(key: str, language: str) -> str:
    """The name of a compared key: a side, or a side with few or with many books."""
    names = SIDES | NAMES[language]
    return " ".join(filter(None, (names.get(part, part) for part in key.split(", "))))
