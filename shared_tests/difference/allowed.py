"""The table of allowed differences: read for the comparison, and for the readers of
docs/METHOD.md."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from shared_tests.difference.comparison import Difference
from shared_tests.difference.requests import Request

FILE = Path(__file__).with_name("allowed.toml")


@dataclass(frozen=True)
class Allowed:
    """``what`` is a pattern of ``Difference.what``; the others are regular expressions."""

    name: str
    reason: str
    shown: str
    request: str
    """The name of the real request, sent in every run, that shows it."""
    what: str = "*"
    flask: str = ""
    """The status of this side's response."""
    django: str = ""
    when: dict[str, str] = field(default_factory=dict)
    """Conditions on ``method``, ``path``, ``actor`` and, by their names, on headers of the
    request."""

    def matches(self, request: Request, difference: Difference, statuses: tuple[int, int]) -> bool:
        return (
            fnmatchcase(difference.what, self.what)
            and all(
                re.search(side, str(code))
                for side, code in zip((self.flask, self.django), statuses, strict=True)
            )
            and all(re.search(pattern, part(request, name)) for name, pattern in self.when.items())
        )


def part(request: Request, name: str) -> str:
    if name in ("method", "path", "actor"):
        return str(getattr(request, name))
    return ",".join(value for given, value in request.headers if given.lower() == name.lower())


@cache
def allowed() -> tuple[Allowed, ...]:
    """Every entry of the table."""
    return tuple(
        Allowed(**one)
        for one in tomllib.loads(FILE.read_text(encoding="utf-8")).get("difference", [])
    )


def known_limits() -> str:
    """For docs/METHOD.md: what differs although both sides follow one specification."""
    return "".join(f"- {one.shown}\n" for one in allowed())
