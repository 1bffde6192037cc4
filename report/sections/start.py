"""The first part to read: three tasks, each in the shortest code of both sides."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.common.source import piece

START = Path(__file__).with_name("start.toml")
FILES = {side: f"docs/start/{side}_start.py" for side in SIDES}


def start(language: str = "en") -> str:
    """Each task with the code of both files, one below the other, and Bookshelf's solution. Raises
    LookupError if a file lacks an object named in start.toml."""
    listed = tomllib.loads(START.read_text(encoding="utf-8"))
    lines = {side: piece(file).lines for side, file in FILES.items()}
    opening = listed["opening"][language].format(**lines, settings=lines_of_settings())
    return "\n\n".join([opening, *(part(one, language) for one in listed["part"])]) + "\n"


def lines_of_settings() -> int:
    """Of the statement in Django's file that configures it; none of its lines is blank."""
    _, begin, rest = piece(FILES["django"]).text.partition("settings.configure(")
    return (begin + rest.partition("\n)")[0]).count("\n") + 2


def part(one: dict, language: str) -> str:
    words = one[language]
    blocks = [block(side, one[side]) for side in SIDES]
    return "\n\n".join([f"### {words['title']}", *blocks, f"{words['differs']} {words['more']}"])


def block(side: str, names: list[str]) -> str:
    """The named objects of the file of one side, under a link to it."""
    file = FILES[side]
    pieces = [piece(f"{file}:{name}").text for name in names]
    code = "\n\n".join(pieces)
    return f"**{side.title()}:** [`{file}`]({file})\n\n```python\n{code}\n```"
