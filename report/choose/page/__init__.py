"""The choice as one static page, without a server or anything from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks.common.source import ROOT
from report.choose.weighing import CLOSE, SHOWN, Question, questions
from report.rows.row import Row
from report.sections.footprint import where_from

HERE = Path(__file__).parent
PAGE = ROOT / "docs" / "choose.html"


def page(rows: Mapping[str, Row]) -> str:
    """The whole page with the rows that a question uses, their weights and the code that weighs
    them."""
    asked = questions()
    data = {
        "close": CLOSE,
        "shown": SHOWN,
        "from": where_from().replace("`", "").strip(),
        "questions": [told(one) for one in asked],
        "rows": {name: figures(rows[name]) for name in used(asked)},
    }
    text = (HERE / "page.html").read_text(encoding="utf-8")
    parts = {
        "/*style*/": (HERE / "page.css").read_text(encoding="utf-8").strip(),
        "/*data*/": json.dumps(data, ensure_ascii=False, indent=0).replace("</", "<\\/"),
        "/*script*/": (HERE / "page.js").read_text(encoding="utf-8").strip(),
    }
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def told(one: Question) -> dict:
    answers = {
        name: {"says": answer.says, "rows": dict(answer.rows)}
        for name, answer in one.answers.items()
    }
    return {"name": one.name, "asks": one.asks, "answers": answers}


def used(asked: list[Question]) -> list[str]:
    """The rows that any answer makes important, each once."""
    named = [name for one in asked for answer in one.answers.values() for name in answer.rows]
    return list(dict.fromkeys(named))


def figures(row: Row) -> dict:
    sides = {side: round(row[side], 4) for side in ("flask", "django")}
    return sides | {
        "unit": row.unit,
        "command": row.command,
        "advantage": round(row.advantage(), 6),
    }
