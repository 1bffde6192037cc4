"""The values of random steps: ordinary ones, unusual ones, and invalid ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

NFD = unicodedata.normalize("NFD", "홍길동전")
TITLES = (
    *(
        "A tie",
        "A tie",
        "A tie",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "－1",
        "＋1",
        "＠1",
        "Brontë",
        "BRONTE",
    ),
    *(
        "  spaces \u00a0",
        "two\r\nlines",
        "Straße",
        "ﬁne",
        NFD,
        "홍길동전",
        "50% _off\\",
        "İstanbul",
        "x" * 200,
    ),
    "<b>bold</b> &amp;",
)
SUMMARIES = (
    *(
        "",
        "",
        "Plain.",
        "  kept  ",
        "a\r\nb\rc\n",
        "\ttab",
        "\nline",
        "\n\nlines",
        "=2+2",
        "+2",
        "-2",
        "@2",
        "＠2",
        NFD,
    ),
    *("x" * 2000, "ab\r\n" * 666, "'quoted', \"twice\""),
)
YEARS = (1900, 1900, -405, 0, 2100, -3000, 1813)
ISBNS = (None, None, "9780000000001", "9780000000002", "9780000000003")
NAMES = (
    "The Same Name",
    "=1+1",
    "@name",
    "－name",
    "Émile Zola",
    "  Loose  ",
    NFD,
    "Anon",
    " ",
    "\u115f",
)
NEW_SLUGS = tuple(f"n{number}" for number in range(30))
AUTHOR_SLUGS = ("a1", "a2", "a3", "a4", "twin-1", "a b")
FIELDS: dict[str, Sequence[Any]] = {
    "title": TITLES,
    "year": YEARS,
    "isbn": ISBNS,
    "summary": SUMMARIES,
    "available": (True, False),
    "slug": NEW_SLUGS,
}
MANAGERS = ("manager", "second-manager", "manager", "second-manager", "editor")
VERSIONS = ("now", "now", "now", "now", "any", "several", "stale", "nothing")
WRONG: tuple[tuple[str, Any], ...] = (
    *(("title", value) for value in ("", "\u3164\u200b ", "x" * 201, 5, "a\0b")),
    *(("slug", value) for value in ("a b", "", None)),
    *(("author", value) for value in ("nobody", None, 1)),
    *(("year", value) for value in (2101, -3001, "1813", 1813.5, True, None)),
    *(("isbn", value) for value in ("", "123", "٩" * 13, 9780000000001)),
    *(("summary", value) for value in ("x" * 2001, None, "a\0b")),
    *(("available", value) for value in ("yes", None, 1)),
    *(("version", 7), ("created_at", "2020-01-01T00:00:00Z"), ("colour", "red")),
)
MISTYPED: tuple[tuple[str, str], ...] = (
    *(("title", value) for value in (" ", "\u2800", "x" * 201)),
    *(("year", value) for value in ("1900.0", "+1900", "1_900", "٢٠٢٠", "2101", "-3001", "")),
    *(("slug", "a b"), ("isbn", "123"), ("isbn", "٩" * 13), ("summary", "x" * 2001)),
)

SOMETIMES_MISTYPED = [dict[str, str]()] * 20 + [dict([one]) for one in MISTYPED]
