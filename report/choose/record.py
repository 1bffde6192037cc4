"""The decision of a team on one page, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from report.choose.questions import NEEDS, Answers, Chooser
from report.choose.texts import Texts
from report.choose.turning import Turn, turns
from report.choose.weighing import CLOSE, ENOUGH, SHOWN, Weighed
from report.rows import labels
from report.rows.row import Row, Rows

TURNS = 3
"""The number of answers that would change it and are listed."""
Say = Callable[..., str]


def record(answers: Answers, asked: Chooser, found: Weighed, rows: Rows, texts: Texts) -> str:
    """The recommendation, the rows for and against it, the answers that would change it, and the
    team's answers."""
    parts = {
        "deciding": lines(found, found.deciding(), rows, texts),
        "against": lines(found, found.against(), rows, texts),
        "turning": would_turn(turns(answers, asked, rows), texts),
        "said": said(answers, asked, texts),
    }
    text = [f"# {texts.side(found.recommended)}", "", how_close(found, asked, texts), ""]
    for name, listed in parts.items():
        text += [f"## {texts.phrase(name)}", "", *(f"- {line}" for line in listed), ""]
    return "\n".join(text)


def how_close(found: Weighed, asked: Chooser, texts: Texts) -> str:
    if not found.enough:
        return texts.phrase("few", enough=ENOUGH)
    return texts.phrase(
        "close" if found.recommended == "either" else "ahead",
        side=texts.side("django" if found.score > 0 else "flask"),
        score=points(abs(found.score)),
        whole=f"{asked.whole:g}",
        close=f"{CLOSE:g}",
    )


def lines(found: Weighed, names: list[str], rows: Rows, texts: Texts) -> Iterator[str]:
    """The heaviest rows with their figures, command and points, and the sum of the rest."""
    for name in names[:SHOWN]:
        weight = texts.phrase("points", points=points(abs(found.shares[name])))
        known = "".join(texts.phrase("known", side=texts.side(one)) for one in spared(found, name))
        yield f"{figures(rows[name], texts)}{known} (`{rows[name].command}`): {weight}"
    if rest := names[SHOWN:]:
        together = sum(abs(found.shares[name]) for name in rest)
        yield texts.phrase("rest", count=len(rest), points=points(together))
    if not names:
        yield texts.phrase("nothing")


def spared(found: Weighed, name: str) -> list[str]:
    """The sides that a row names and the team knows."""
    return sorted(found.known.get(name, ()))


def figures(row: Row, texts: Texts) -> str:
    sides = {side: figure(row[side]) for side in ("flask", "django")}
    label, unit = labels.label(row, texts.language), labels.unit(row, texts.language)
    detail = labels.detail(row, texts.language)
    return texts.phrase("row", label=label, unit=unit, **sides) + (f"; {detail}" if detail else "")


def figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def points(number: float) -> str:
    return f"{number:.2f}"


def would_turn(found: list[Turn], texts: Texts) -> Iterator[str]:
    for one in found[:TURNS]:
        kind = "turn" if one.question != NEEDS else "tick" if one.ticked else "untick"
        yield texts.phrase(
            kind,
            asks=texts.asks(one.question),
            says=texts.says(one.question, one.answer),
            side=texts.side(one.found.recommended),
            score=points(abs(one.found.score)),
        )
    if more := len(found[TURNS:]):
        yield texts.phrase("turns_more", count=more)
    if not found:
        yield texts.phrase("no_turn")


def said(answers: Answers, asked: Chooser, texts: Texts) -> Iterator[str]:
    ticked = [texts.says(NEEDS, name) for name in asked.features if name in answers.get(NEEDS, ())]
    yield f"{texts.asks(NEEDS)} {'; '.join(ticked) or texts.phrase('open')}"
    for name in asked.questions:
        answer = answers.get(name)
        text = texts.says(name, str(answer)) if answer else texts.phrase("open")
        yield f"{texts.asks(name)} {text}"
