"""The chooser as one static page, without a server or external resources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path

from benchmarks.common.source import ROOT
from report.choose.questions import NEEDS, Chooser, chooser
from report.choose.record import TURNS
from report.choose.texts import Texts, texts
from report.choose.weighing import CLOSE, ENOUGH, SHOWN
from report.rows import labels
from report.rows.row import FACTOR, Row
from report.sections.footprint import where_from

HERE = Path(__file__).parent
PAGES = {"en": ROOT / "docs" / "choose.html", "ko": ROOT / "docs" / "choose.ko.html"}
OTHER = {"en": "ko", "ko": "en"}
"""The language that a page links to."""
RULES = {
    "close": CLOSE,
    "enough": ENOUGH,
    "shown": SHOWN,
    "turns": TURNS,
    "factor": FACTOR,
}
MARKUP = {"intro", "noscript"}
"""The texts of a page that hold markup."""


def page(rows: Mapping[str, Row], language: str = "en") -> str:
    """The whole page with the rows of each feature, the weights and the code."""
    asked, said = chooser(), texts(language)
    text = (HERE / "page.html").read_text(encoding="utf-8")
    parts = {f"/*{name}*/": shown(name, words) for name, words in said.all["page"].items()} | {
        "/*language*/": language,
        "/*other language*/": OTHER[language],
        "/*other page*/": PAGES[OTHER[language]].name,
        "/*style*/": (HERE / "page.css").read_text(encoding="utf-8").strip(),
        "/*data*/": json.dumps(data(asked, said, rows), ensure_ascii=False, indent=0).replace(
            "</", "<\\/"
        ),
        "/*script*/": (HERE / "page.js").read_text(encoding="utf-8").strip(),
    }
    parts |= {
        f"/*{name}*/": escape(said.phrase(name))
        for name in ("deciding", "against", "turning", "said")
    }
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def shown(name: str, words: str) -> str:
    return words if name in MARKUP else escape(words)


def data(asked: Chooser, said: Texts, rows: Mapping[str, Row]) -> dict:
    """The data of the page; rules are constants, so that they are defined once."""
    used = {name: rows[name] for name in asked.used()}
    numbers = numbered(used.values())
    return {
        "needs": NEEDS,
        "rules": RULES,
        "from": where_from(said.language).replace("`", "").strip(),
        "texts": said.all,
        "criteria": [asdict(one) for one in asked.criteria],
        "features": {name: one.rows for name, one in asked.features.items()},
        "questions": {
            question: {name: asdict(answer) for name, answer in answers.items()}
            for question, answers in asked.questions.items()
        },
        "rows": {
            name: figures(row, said.language) | names(row, numbers) for name, row in used.items()
        },
    }


def numbered(rows: Iterable[Row]) -> dict[str, int]:
    """A number for each name, the same in every row."""
    every = {name for row in rows for named in row.names.values() for name in named}
    return {name: number for number, name in enumerate(sorted(every))}


def names(row: Row, numbers: Mapping[str, int]) -> dict:
    """A number where the name counts once, else the number and the amount."""
    found = {
        side: [
            numbers[name] if amount == 1 else [numbers[name], round(amount, 4)]
            for name, amount in named.items()
        ]
        for side, named in row.names.items()
    }
    return {"names": found} if found else {}


def figures(row: Row, language: str) -> dict:
    sides = {side: round(row[side], 4) for side in ("flask", "django")}
    rounds = {} if row.by_rounds is None else {"ratio": round(row.ratio, 6)}
    return {
        **sides,
        **rounds,
        "label": labels.label(row, language),
        "unit": labels.unit(row, language),
        "command": row.command,
        "less": row.less_is_better,
        "clear": row.clear,
        "detail": labels.detail(row, language),
    }
