"""Claims that no figure of this repository can judge, each with the reason."""

from __future__ import annotations

from report.claims.claim import Claim, Result, Verdict, claim


def untested(name: str, says: str, by: str, why: str) -> Claim:
    def judge(_: object) -> Verdict:
        return Verdict(Result.CANNOT_BE_TESTED, why)

    judge.__name__ = name
    return claim(says, by)(judge)


CLAIMS = [
    untested(
        "alike_projects",
        "Django projects are alike, so that newcomers find their way sooner.",
        "JetBrains; NHS Digital; WakaTime",
        "that takes people who are new to both; we have none to ask",
    ),
    untested(
        "more_jobs",
        "There are more jobs for Django.",
        "job boards",
        "a market is no property of the code",
    ),
    untested(
        "async_is_missing",
        "Flask cannot do asynchronous work, Django can.",
        "jelvix; readme files",
        "both sides are synchronous here; under ASGI only Django's catalogue was measured, and "
        "that as the same synchronous view",
    ),
    untested(
        "extensions_break",
        "Extensions break when the framework is upgraded.",
        "JetBrains; issues of Flask-Login and Flask-Security",
        "it takes the releases of years; one lock shows one day",
    ),
]
