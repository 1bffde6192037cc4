"""The generated part of COMPARISON.md about connections that stay open: one table, and a
verdict."""

from __future__ import annotations

import math

from report.markdown import table
from report.rows import measured
from report.rows.live import COMMAND, KINDS, SMALL_WAYS
from report.rows.row import Row, Rows
from report.sections import page

COLUMNS = {
    "held": ("connections held",),
    "KB each": ("memory of each",),
    "threads": ("threads",),
    "an event to the last client, p50 / p99 ms": (
        "event to the last client, p50",
        "event to the last client, p99",
    ),
    "a page of the same process alone / beside, p99 ms": ("page alone, p99", "page beside, p99"),
    "beside by alone": ("page beside by page alone",),
    "a page of another process alone / beside, p99 ms": (
        "page of the process for pages alone, p99",
        "page of the process for pages beside, p99",
    ),
    "freed after all have left, s": ("freed after all have left",),
    "TERM to the end, s": ("TERM to the end",),
    "echoes a second": ("echoes",),
}
SIDES = ("Flask, gevent", "Django, uvicorn")
"""The ways of the two patches."""
HELD, MEMORY = "streams, connections held", "streams, memory of each"
LAST = "streams, event to the last client, p99"
ALONE, BESIDE = "streams, page alone, p99", "streams, page beside, p99"
SLOWER = "streams, page beside by page alone"
PAGES_ALONE = "streams, page of the process for pages alone, p99"
PAGES_BESIDE = "streams, page of the process for pages beside, p99"


def summary() -> str:
    """Each way of holding connections."""
    rows = measured()
    listed = [
        [
            f"{words}: {way}{SMALL if words == 'streams' and way in SMALL_WAYS else ''}",
            *(cell(rows, words, way, names) for names in COLUMNS.values()),
        ]
        for words in KINDS.values()
        for way in rows[f"{words}, connections held"].values
    ]
    return table(["", *COLUMNS], listed, "l" + "r" * len(COLUMNS))


def short(language: str = "en") -> str:
    """What a team compares first of each way in which Bookshelf holds streams."""
    rows = measured()
    listed = [
        [page.linked(WAYS[language].get(way, way), page.see("live"), COMMAND, language)]
        + [cell(rows, "streams", way, COLUMNS[name]) for name in SHORT]
        for way in rows[HELD].values
        if way not in SMALL_WAYS
    ]
    return table(["", *(words[language] for words in SHORT.values())], listed, "l" + "r" * 3)


SMALL = " (small application)"
"""Of ways that serve an application of experiments/streams, not Bookshelf."""
WAYS: dict[str, dict[str, str]] = {
    "en": {"Django, uvicorn": "Django, our handler", "Django, default handler": "Django, its own"},
    "ko": {
        "Django, uvicorn": "Django, 저희가 패치한 핸들러",
        "Django, default handler": "Django, 기본 핸들러",
    },
}
SHORT = {
    "held": {"en": "streams held", "ko": "유지한 스트림 수"},
    "KB each": {"en": "KB a stream", "ko": "스트림당 KB"},
    "threads": {"en": "threads", "ko": "스레드 수"},
}


def cell(rows: Rows, words: str, way: str, names: tuple[str, ...]) -> str:
    found = [rows[f"{words}, {name}"] for name in names if f"{words}, {name}" in rows]
    shown = [said(row[way]) for row in found if way in row.values]
    return " / ".join(shown) or "–"


def said(figure: float) -> str:
    if figure == math.inf:
        return "never"
    return f"{figure:,.0f}" if figure >= 10 or figure == int(figure) else f"{figure:.1f}"


def verdict(rows: Rows) -> str:
    """Sentences that follow the rows."""
    return (
        f"**Verdict.** {holding(rows[HELD])}, for {both(rows[MEMORY])} KB each (Flask under gevent "
        f": Django under uvicorn). The last client has an event after {both(rows[LAST])} ms (p99); "
        "Django's process [serves its pages first](experiments/changes/live/). "
        f"Meanwhile a page of another process takes {both(rows[PAGES_BESIDE])} ms (p99; "
        f"{both(rows[PAGES_ALONE])} without streams), and one of the same process "
        f"{both(rows[BESIDE])} ms ({both(rows[ALONE])}). In none of the "
        f"{len(rows[SLOWER].values)} ways does a page of the same process take more than "
        f"{max(rows[SLOWER].values.values()):.1f} times as long beside them. "
        f"{threaded(rows)} {handlers(rows['streams, threads'])}\n"
    )


def holding(held: Row) -> str:
    figures = [held[way] for way in SIDES]
    if figures[0] == figures[1]:
        return f"One process of either side holds {figures[0]:,.0f} streams"
    return f"One process holds {' : '.join(f'{one:,.0f}' for one in figures)} streams"


def threaded(rows: Rows) -> str:
    ((way, held),) = rows["streams, a thread each"].values.items()
    page = rows["streams, a thread each, page beside"][way]
    beside = "serves no page beside them" if page == math.inf else f"a page after {said(page)} ms"
    django = "With threads, Django's patch has no streams."
    return f"A process of {way} holds {said(held)} streams and {beside}. {django}"


def handlers(threads: Row) -> str:
    own, default = threads["Django, uvicorn"], threads["Django, default handler"]
    return (
        f"With Django's default handler for ASGI the process has {said(default)} threads, with "
        f"that of the patch {said(own)}."
    )


def both(row: Row) -> str:
    return " : ".join(said(row[way]) for way in SIDES)
