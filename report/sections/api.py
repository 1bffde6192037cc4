"""The generated part of COMPARISON.md about libraries for APIs: one table, and a verdict."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from experiments.changes.requests import requests
from report.markdown import percent, table
from report.rows import measured
from report.rows.api import COMMAND, KINDS, LINES
from report.rows.row import Row, Rows
from report.sections import page

PREFIX = "API layers, "
PAGES = {"JSON list": "instructions of a list", "create": "instructions of a create"}


def layers() -> str:
    """Each library on its side: lines, packages, instructions, and its share of the agreed
    description."""
    rows, listed = measured(), libraries()
    heading = [f"[{name}](experiments/changes/{request}/)" for name, request, _ in listed]
    columns = [cells(rows, name) for name, _, _ in listed]
    labels = [*LINES.values(), "packages, net", *PAGES.values(), *KINDS.values()]
    lines = [["", *(side for _, _, side in listed)]]
    lines += [[label, *each] for label, *each in zip(labels, *columns, strict=True)]
    return table(["", *heading], lines, "l" + "r" * len(heading))


def short(language: str = "en") -> str:
    """The figures of each library that a team compares first."""
    rows = measured()
    lines = [
        [
            page.linked(name, f"experiments/changes/{request}/", COMMAND, language) + f" ({side})",
            lines_with(rows, side, name),
            f"{figure(rows, 'packages installed', name):+.0f}",
            *(f"{figure(rows, f'instructions, {page}', name):.2f}" for page in PAGES),
            percent(agreed_share(rows, name), language),
        ]
        for name, request, side in libraries()
    ]
    return table(["", *HEADINGS[language]], lines, "lrrrrr")


def lines_with(rows: Rows, side: str, name: str) -> str:
    """``412 (+122)``: the API with a library, and how many more than by hand."""
    more = figure(rows, "net lines", name)
    return f"{rows[BY_HAND][side.lower()] + more:,.0f} ({more:+,.0f})"


BY_HAND = "own lines, JSON API"
HEADINGS = {
    "en": ["lines", "packages, net", "list, × by hand", "create, × by hand", "of our OpenAPI"],
    "ko": [
        "줄 수(증감)",
        "패키지(증감)",
        "목록, 직접 작성 대비 ×",
        "생성, 직접 작성 대비 ×",
        "우리 OpenAPI 문서 중 생성된 비율",
    ],
}


def agreed_share(rows: Rows, name: str) -> float:
    """Of the statements of the agreed description, the part that the library's own makes too."""
    said, agreed = (
        sum(figure(rows, f"{which}description, {words}", name) for words in KINDS.values())
        for which in ("", "agreed ")
    )
    return said / agreed


def libraries() -> list[tuple[str, str, str]]:
    """The name of each library, its change request, and its side in words."""
    return [
        (one.packages[side][0], one.name, side.title())
        for side in SIDES
        for one in requests()
        if not one.compares_sides
    ]


def cells(rows: Rows, name: str) -> list[str]:
    lines = [f"{figure(rows, words, name):,.0f}" for words in LINES.values()]
    times = [f"× {figure(rows, f'instructions, {page}', name):.2f}" for page in PAGES]
    said = [
        f"{figure(rows, f'description, {words}', name):.0f} of "
        f"{figure(rows, f'agreed description, {words}', name):.0f}"
        for words in KINDS.values()
    ]
    return [*lines, f"{figure(rows, 'packages installed', name):+.0f}", *times, *said]


def figure(rows: Rows, what: str, name: str) -> float:
    return rows[PREFIX + what][name]


def verdict() -> str:
    """Two sentences: the cost of a library with a fixed contract, and its benefit."""
    rows = measured()
    net, page = rows[f"{PREFIX}net lines"], rows[f"{PREFIX}instructions, JSON list"]
    shorter = [name for name, lines in net.values.items() if lines < 0]
    saves = f"fewer lines only with {', '.join(shorter)}" if shorter else "no fewer lines with any"
    costs = (
        f"Under this contract, the API takes {saves} of the {len(net.values)} libraries "
        f"({span(net, '{:+,.0f}')} net), and a list takes {span(page, '{:.1f}')} times the "
        f"instructions."
    )
    shares = [agreed_share(rows, name) for name in net.values]
    low, high = (f"{100 * share:.0f}" for share in (min(shares), max(shares)))
    brings = (
        f"Each generates a description with {low} to {high} % of the agreed statements. Inputs "
        f"and outputs are declared instead of read and written by hand."
    )
    return f"**Verdict.** {costs} {brings}\n"


def span(row: Row, shape: str) -> str:
    low, high = min(row.values.values()), max(row.values.values())
    return f"{shape.format(low)} to {shape.format(high)}"
