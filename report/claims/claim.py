"""A common claim, from the file of claims."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("claims.toml")
LANGUAGES = ("en", "ko")
Words = Mapping[str, str]
"""The same in each language."""


@dataclass(frozen=True)
class Source:
    """Sources of the claim, with their addresses."""

    who: str
    url: str


@dataclass(frozen=True)
class Case:
    """A statement of a claim about one row. ``less`` must have clearly less of it than ``more``, by
    a factor of at least ``times`` if given. With ``kind`` it is another statement about ``key``, or
    about the two sides."""

    row: str
    words: Words
    less: str
    more: str
    times: float | None
    kind: str | None
    key: str
    between: tuple[float, float]


@dataclass(frozen=True)
class Claim:
    name: str
    topic: str
    says: Words
    by: tuple[Source, ...]
    cases: tuple[Case, ...]
    tuned: bool
    """Whether it must hold for the tuned applications too: each of its cases has a second row."""
    why: Words
    """The reason why it cannot be tested here; empty if it can."""


KINDS = ("same", "none", "some", "between")
KEYS = {
    *("name", "topic", "en", "ko", "by", "less", "more", "times", "is", "key", "between"),
    *("tuned", "cases", "why"),
}


@cache
def contents() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def topics() -> dict[str, Words]:
    return {one["name"]: words(one) for one in contents()["topic"]}


def claims() -> list[Claim]:
    """All claims, in the order of the file. Raises ValueError for an incomplete one."""
    sources = {name: Source(**one) for name, one in contents()["source"].items()}
    return [read(one, sources) for one in contents()["claim"]]


def read(one: dict[str, Any], sources: Mapping[str, Source]) -> Claim:
    if unknown := one.keys() - KEYS:
        raise ValueError(f"{one['name']}: nobody reads {', '.join(sorted(unknown))}")
    if bool(one.get("cases")) == bool(one.get("why")):
        raise ValueError(f"{one['name']}: has neither cases nor a reason, or both")
    return Claim(
        one["name"],
        one["topic"],
        words(one),
        tuple(sources[name] for name in one["by"]),
        tuple(case(one | each) for each in one.get("cases", [])),
        one.get("tuned", False),
        one.get("why", {}),
    )


def case(one: dict[str, Any]) -> Case:
    """The claim's entries, overridden by those of the case."""
    kind = one.get("is")
    if kind not in (None, *KINDS):
        raise ValueError(f"{one['name']}: there is no kind {kind!r}; there are: {', '.join(KINDS)}")
    least, most = one.get("between", (0, 0))
    return Case(
        one["row"],
        words(one),
        one.get("less", "flask"),
        one.get("more", "django"),
        one.get("times"),
        kind,
        one.get("key", "flask"),
        (least, most),
    )


def words(one: Mapping[str, Any]) -> Words:
    return {language: one[language] for language in LANGUAGES}
