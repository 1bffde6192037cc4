"""The generated parts of COMPARISON.md: sentences and small tables in two languages, each figure
with its command on hover and a link to its details."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.common.features import SIDES
from report.claims.judging import less
from report.markdown import table
from report.rows import labels, measured
from report.rows.row import Row, Rows, short

FILE = Path(__file__).with_suffix(".toml")
FIGURE = re.compile(r"\{([^}|]+)(?:\|([^}]+))?\}")


@cache
def texts() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def word(name: str, language: str) -> str:
    return texts()["words"][name][language]


def see(section: str) -> str:
    """The document that the figures of a section link to."""
    return texts()["section"][section]["see"]


def linked(label: str, where: str, command: str, language: str) -> str:
    """A link with the command on hover, for a line of a table that several rows make up."""
    return f'[{label}]({where} "{word("command", language).format(command=command)}")'


def answers(language: str = "en") -> str:
    """When to choose which, a line each."""
    rows = measured()
    return "".join(f"- {sentence(one, one['see'], rows, language)}\n" for one in texts()["answer"])


def verdict(section: str, language: str = "en") -> str:
    """The sentences of a section."""
    one, rows = texts()["section"][section], measured()
    said = [sentence(each, one["see"], rows, language) for each in one["sentence"]]
    return f"**{VERDICT[language]}** {' '.join(said)}\n"


VERDICT = {"en": "Verdict.", "ko": "결론."}


def figures(section: str, language: str = "en") -> str:
    """The rows of a section, a line each; what its heading does not name is Flask and Django."""
    one, rows = texts()["section"][section], measured()
    columns = one.get("columns", SIDES)
    headings = one.get("headings", {}).get(language, [name.title() for name in columns])
    lines = [line(each, one["see"], rows[each["row"]], columns, language) for each in one["row"]]
    return table(["", *headings], lines, "l" + "r" * len(columns))


def line(one: dict, see: str, row: Row, columns: list[str], language: str) -> list[str]:
    label = f'[{one[language]}]({see} "{hover(row, language)}")'
    unclear = word("unclear", language)
    return [label, *(cell(row, key) if row.clear else unclear for key in columns)]


def cell(row: Row, key: str) -> str:
    """A figure; ``6/7`` where it is a part of those that apply, a dash where none does."""
    if (of := row.values.get(f"{key}, of")) is None:
        return short(row[key])
    return f"{short(row[key])}/{short(of)}" if of else "–"


def sentence(one: dict, see: str, rows: Rows, language: str) -> str:
    """A sentence with its figures, or a note where they do not say what it says. Raises KeyError
    for a row that there is not."""
    read = {name: rows[name] for name, _ in FIGURE.findall(one[language])}
    needed = {name: rows[name] for name in one["needs"]}
    if not all(row.clear for row in (read | needed).values()):
        return word("left_out", language)
    if not all(is_so(row, one["needs"][name]) for name, row in needed.items()):
        return word("left_out", language)
    sees = dict.fromkeys(read, see) | one.get("sees", {})
    return FIGURE.sub(
        lambda found: link(read[found[1]], found[2], sees[found[1]], language), one[language]
    )


def is_so(row: Row, needed: str) -> bool:
    if needed == "none":
        return not any(row.values.values())
    if needed == "above zero":
        return min(row.values.values()) > 0
    if " < " in needed:
        pairs = (pair.split(" < ") for pair in needed.split("; "))
        return all(less(row, one, other) for one, other in pairs)
    return ahead(row) == needed


def ahead(row: Row) -> str:
    """The side whose figure is the better one by more than the margin of the claims."""
    for one, other in (SIDES, SIDES[::-1]):
        if less(row, one, other):
            return one if row.less_is_better else other
    return "same"


def link(row: Row, key: str, see: str, language: str) -> str:
    return f'[{figure(row, key)}]({see} "{hover(row, language)}")'


def figure(row: Row, key: str) -> str:
    """``517 : 386`` of both sides, or one value."""
    if not key:
        return " : ".join(short(row[side]) for side in SIDES)
    return short(row[key])


def hover(row: Row, language: str) -> str:
    """What stands behind a figure: its name, its unit and the command."""
    label, unit = labels.label(row, language), labels.unit(row, language)
    detail = labels.detail(row, language)
    name = f"{label} ({detail})" if detail else label
    text = word("hover", language).format(name=name, unit=unit, command=row.command)
    return text.replace('"', "”").replace("|", "/")


def sentences() -> Iterator[tuple[dict, str]]:
    """Every sentence with the document that its figures link to."""
    yield from ((one, one["see"]) for one in texts()["answer"])
    for section in texts()["section"].values():
        yield from ((one, section["see"]) for one in section["sentence"])


def levels(language: str = "en") -> str:
    """Instructions of each request on both sides, as documented and tuned, with the queries."""
    rows, see = measured(), texts()["section"]["requests"]["see"]
    lines = []
    for page, label in texts()["pages"].items():
        of = [
            (rows[f"{level}instructions, {page}"], rows[f"{level}CPU, {page}"]) for level in LEVELS
        ]
        linked = f'[{label[language]}]({see} "{hover(of[0][0], language)}")'
        lines.append([linked, *(cell for pair in of for cell in of_level(*pair, language))])
    return table(HEADINGS[language], lines, "lrrrrrr")


LEVELS = ("", "tuned, ")
HEADINGS = {
    "en": ["million instructions", "as documented", "×", "queries", "tuned", "×", "queries"],
    "ko": ["CPU 명령어, 백만 개", "문서대로", "×", "쿼리", "튜닝 후", "×", "쿼리"],
}


def of_level(row: Row, time: Row, language: str) -> list[str]:
    """``8.39 : 14.22``, how many times Flask's count (and in brackets, its time) Django takes, and
    the queries of both."""
    queries = row.detail.removeprefix("queries ")
    if not row.clear:
        return [word("unclear", language), "–", queries]
    counts = " : ".join(f"{row[side] / 1000:.1f}" for side in SIDES)
    in_time = f" ({time.ratio:.2f})" if time.clear else ""
    return [counts, f"{row.ratio:.2f}{in_time}", queries]
