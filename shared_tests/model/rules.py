"""The rules of the specification for single values: which are accepted, and how they are stored,
searched and exported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

INVISIBLE = set("\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0")
for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)):
    INVISIBLE |= {chr(code) for code in range(first, last + 1)}
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    text = re.sub("([;\t\r\n])(?=[=+@＝＋－＠-])", r"\1'", text)
    return f"'{text}" if text.startswith(FORMULA) else text


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_blank(text: str) -> bool:
    """Nothing in it is visible."""
    kinds = ("Cc", "Cf", "Zs", "Zl", "Zp")
    return all(
        one.isspace() or unicodedata.category(one) in kinds or one in INVISIBLE for one in text
    )


def fold(text: str) -> str:
    """The form that searches compare: without case, width and combining marks."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize(
        "NFC", "".join(one for one in decomposed if unicodedata.category(one) != "Mn")
    )


def in_words(total: int) -> str:
    return {0: "no books", 1: "1 book"}.get(total, f"{total} books")


def is_name(value: Any) -> bool:
    return (
        isinstance(value, str) and "\0" not in value and not is_blank(value) and len(value) <= 200
    )


def is_slug(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("[-a-zA-Z0-9_]{1,200}", value) is not None


RULES: dict[str, Callable[[Any], bool]] = {
    "title": is_name,
    "slug": is_slug,
    "year": lambda value: type(value) is int and -3000 <= value <= 2100,
    "isbn": lambda value: (
        value is None or (isinstance(value, str) and bool(re.fullmatch("[0-9]{13}", value)))
    ),
    "summary": lambda value: isinstance(value, str) and "\0" not in value and len(value) <= 2000,
    "available": lambda value: isinstance(value, bool),
}


def from_form(fields: dict[str, Any]) -> dict[str, Any]:
    """The value of a form field as the API would get it; only a summary keeps the spaces at its
    ends."""
    typed = {
        name: value if name in ("summary", "available") else str(value).strip()
        for name, value in fields.items()
    }
    if re.fullmatch("-?[0-9]{1,4}", typed.get("year", "")):
        typed["year"] = int(typed["year"])
    return typed | ({"isbn": None} if typed.get("isbn") == "" else {})
