"""The odd values of ``values.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("values.toml")


@cache
def values(table: str) -> dict[str, tuple[str, ...]]:
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))[table]
    same = {name: listed[one] if isinstance(one, str) else one for name, one in listed.items()}
    return {name: tuple(repeated(one) for one in given) for name, given in same.items()}


def repeated(text: str) -> str:
    """``{x*3}`` is ``xxx``."""
    return re.sub(r"\{([^*{}]+)\*(\d+)\}", lambda match: match[1] * int(match[2]), text)
