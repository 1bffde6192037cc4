"""The generated parts of COMPARISON.md about views that wait for others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from report.claims.wording import named
from report.markdown import table
from report.records import recorded
from report.rows import measured
from report.rows.row import Row, Rows
from report.rows.waiting import COMMAND, FEW, MANY, MIDDLE, PAIRS, RATE, USUAL, is_quiet
from report.sections import page

SHORT = {
    f"requests a second, after, {MIDDLE} clients": {
        "en": f"requests/s, {MIDDLE} clients",
        "ko": f"초당 요청 수, 클라이언트 {MIDDLE}개",
    },
    f"requests a second, after, {MANY} clients": {
        "en": f"{MANY} clients",
        "ko": f"클라이언트 {MANY}개",
    },
    f"processor, after, {MIDDLE} clients": {
        "en": "processor time of a request, µs",
        "ko": "요청당 CPU 시간, µs",
    },
    "threads": {"en": "threads", "ko": "스레드 수"},
    "lines changed": {"en": "lines changed", "ko": "변경한 줄 수"},
}
"""What a team compares first, in both languages."""
COMPARED = (
    *(f"{side}, {kind}" for kind in ("64 threads", "gevent") for side in ("Flask", "Django")),
    *("Quart, event loop", "Django, event loop"),
    *("Django, 64 threads, usual middleware", USUAL),
)
"""The stacks of which it is shown."""
STACKS = {
    f"requests a second, after, {MIDDLE} clients": f"requests/s, {MIDDLE} clients",
    f"requests a second, after, {MANY} clients": f"{MANY} clients",
    f"p99, after, {MANY} clients": f"p99 ms, {MANY} clients",
    f"processor, after, {MIDDLE} clients": "processor µs",
    "threads": "threads",
    "failed": "failed",
    "lines changed": "lines changed",
}
"""What is shown of each stack, with the words above it."""
DETAILS = {
    f"p50, after, {FEW} clients": "one client, p50 ms",
    f"p50, at-once, {FEW} clients": "both waits at once",
    f"p99, after, {MIDDLE} clients": f"{MIDDLE} clients, p99 ms",
    f"requests a second, at-once, {MIDDLE} clients": "both waits at once, requests/s",
    f"memory, after, {MANY} clients": f"{MANY} clients, MB",
}
"""The same of a second table."""
DJANGOS, FLASKS, MIXED = (
    "Django's threads and event loop",
    "threads and Quart",
    "synchronous middleware",
)
"""Pairs of stacks that the verdict compares."""
NAMES = {"waiting": "asks two others", "catalogue waiting": "the catalogue's two queries"}


def summary(language: str = "en") -> str:
    """The stacks that a team compares first, for a view that asks two others; what a noisy run
    leaves open is not shown."""
    rows = measured()
    found = {name: rows[f"waiting, {name}"] for name in SHORT}
    shown = {name: row for name, row in found.items() if row.clear}
    lines = [
        [
            page.linked(
                ", ".join(named(part, language) for part in name.split(", ")),
                page.see("waiting"),
                COMMAND,
                language,
            ),
            *(cell(row, name) for row in shown.values()),
        ]
        for name in COMPARED
    ]
    heading = ["", *(SHORT[name][language] for name in shown)]
    return table(heading, lines, "l" + "r" * len(shown))


def stacks() -> str:
    """A line for each stack: views that ask two others, then the catalogue's queries."""
    return figures(STACKS) + "\n" + about()


def details() -> str:
    """One client, both waits at once, and memory."""
    return figures(DETAILS)


def figures(shown: Mapping[str, str]) -> str:
    rows, lines = measured(), []
    for part, words in NAMES.items():
        lines.append([f"**{words}**", *[""] * len(shown)])
        for name in rows[f"{part}, failed"].values:
            lines.append([name, *(cell(rows[f"{part}, {one}"], name) for one in shown)])
    return table(["", *shown.values()], lines, "l" + "r" * len(shown))


def cell(row: Row, stack: str) -> str:
    """A dash for a stack that is known to fail, and where no response fell into the time that is
    counted: with many clients they come in bursts."""
    if stack not in row.values or (row.unit == RATE.unit and not row[stack]):
        return "–"
    if row.unit == "% of the responses":
        return f"{row[stack]:.0f} %" if row[stack] else "0"
    return f"{row[stack]:,.0f}"


def about() -> str:
    facts = recorded("waiting")
    failing = "; ".join(f"{name}: `{error}`" for name, error in facts["errors"].items())
    noisy = "" if is_quiet(facts) else " **The run was noisy: its times do not hold.**"
    return (
        f"One worker process each, and two waits of {1000 * facts['wait']:.0f} ms, one after the "
        f"other unless the column says at once. {MIDDLE} clients, or those of the column; each "
        f"sends its next request after each response. For the catalogue each stack has "
        f"{facts['catalogue']['connections']} connections, and as many threads. Lines changed: of "
        f"the application, compared with the synchronous view of its side. What fails: "
        f"{failing}.{noisy}\n"
    )


def abilities() -> str:
    """What was tried in a coroutine, and how it fails."""
    found = recorded("waiting")["catalogue"]["abilities"]
    listed = [
        [ability, *(outcome(tries[ability]) for tries in found.values())]
        for ability in next(iter(found.values()))
    ]
    rows = measured()
    for words in ("unchanged", "at all"):
        row = rows[f"abilities of a coroutine, {words}"]
        listed.append([f"**{words}**", *(f"**{row[name]:.0f} {row.unit}**" for name in found)])
    return table(["in a coroutine", *found], listed)


def outcome(tries: dict[str, Any]) -> str:
    same, own = tries["same"], tries.get("own")
    if same["status"] == 200:
        return "as in a synchronous view"
    otherwise = "only in an asynchronous way" if own and own["status"] == 200 else "not"
    return f"{otherwise}: `{in_short(same['error'])}`"


def in_short(error: str) -> str:
    """Without the module of its class, and without advice."""
    kind, _, words = error.partition(": ")
    return f"{kind.rpartition('.')[2]}: {words.partition(' - ')[0]}"


def verdict(rows: Rows) -> str:
    """A list that follows the rows, and says where there is no clear difference."""
    lines = [
        f"Processor time of a request, Flask's side : Django's, {kind}: "
        f"{sides(rows[f'waiting, processor, {kind}'])}"
        for kind in PAIRS["waiting"]
    ]
    for kind in (DJANGOS, FLASKS, MIXED):
        row = rows[f"waiting, requests a second, {kind}"]
        lines.append(f"Requests a second with {MANY} clients: {each(row)}")
    failing = [name for name, share in rows["waiting, failed"].values.items() if share]
    lines.append(f"Responses that failed: {' and '.join(failing) or 'none'}")
    for words in ("unchanged", "at all"):
        row = rows[f"abilities of a coroutine, {words}"]
        lines.append(
            f"Abilities tried that work in a coroutine, {words}, Quart : Django: {both(row)}"
        )
    return "".join(f"- {line}.\n" for line in lines)


def sides(row: Row) -> str:
    return f"{row['flask']:,.0f} : {row['django']:,.0f} µs{unless_clear(row)}"


def each(row: Row) -> str:
    """The stacks with their figures."""
    return ", ".join(f"{name} {cell(row, name)}" for name in row.values) + unless_clear(row)


def unless_clear(row: Row) -> str:
    return "" if row.clear else " (no clear difference)"


def both(row: Row) -> str:
    return f"{row['flask']:.0f} : {row['django']:.0f}"
