"""The pages that show a feature on both sides side by side, below its cost."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from benchmarks.common.features import SIDES, Feature, features
from benchmarks.common.source import Piece
from report.rows import measured
from report.sections.features import anchor as slug
from report.sections.features import own, sentences
from report.site.code import anchor, block, names

FOLDER = "side-by-side"
SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – Flask and Django side by side</title>
<link rel="stylesheet" href="{top}code.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><a href="{top}index.html">Flask and Django compared</a>
<nav aria-label="Site"><a href="{top}{folder}/index.html">Side by side</a>
<a href="{top}docs/choose.html">Choose</a></nav></header>
{body}
<script src="{top}code.js"></script>
</body>
</html>
"""


def shell(title: str, body: str, top: str = "../") -> str:
    """A page of the full width."""
    return SHELL.format(title=escape(title), body=body, top=top, folder=FOLDER)


def pages() -> dict[str, str]:
    """Address in the site: HTML, a page for each feature; the first is the index as well."""
    listed = features()
    made = {f"{FOLDER}/{slug(one.name)}.html": page(one, listed) for one in listed}
    return made | {f"{FOLDER}/index.html": next(iter(made.values()))}


def page(shown: Feature, listed: list[Feature]) -> str:
    body = f"""{menu(shown, listed)}
<main id="main" tabindex="-1"><h1>{escape(shown.name)}</h1>
<p>{escape(shown.why).replace("`", "")}</p>
{price(shown)}
{"".join(row(*both) for both in pairs(shown))}
{proof(shown)}</main>"""
    return shell(shown.name, body)


def menu(shown: Feature, listed: list[Feature]) -> str:
    """All features; the neighbours are marked for the keys of ``code.js``."""
    turns = {b.name: "next" for a, b in pairwise(listed) if a is shown}
    turns |= {a.name: "prev" for a, b in pairwise(listed) if b is shown}
    links = []
    for one in listed:
        here = " aria-current='page'" if one is shown else ""
        rel = f" rel='{turns[one.name]}'" if one.name in turns else ""
        links.append(f"<li><a href='{slug(one.name)}.html'{here}{rel}>{escape(one.name)}</a></li>")
    return f"<nav class='features' aria-label='Features'><ul>{''.join(links)}</ul></nav>"


def price(shown: Feature) -> str:
    """The cost of the feature on each side."""
    python = {side: shown.lines(side, ".py") for side in SIDES}
    rows = {
        "own lines of Python": [f"{python[side]:,}" for side in SIDES],
        "lines of templates": [f"{shown.lines(side) - python[side]:,}" for side in SIDES],
        "packages chosen": [", ".join(shown.packages[side]) or "none" for side in SIDES],
        "packages installed": own(measured()[f"packages of {shown.name}"]),
    }
    cells = "".join(
        f"<tr><th scope='row'>{label}</th><td>{escape(flask)}</td><td>{escape(django)}</td></tr>"
        for label, (flask, django) in rows.items()
    )
    head = "<tr><td></td><th scope='col'>Flask</th><th scope='col'>Django</th></tr>"
    return f"<table><caption>What it takes</caption>{head}{cells}</table>"


def pairs(shown: Feature) -> list[tuple[Piece | None, Piece | None]]:
    """The files of both sides: those at the same path first, then those of one side only."""
    files = {side: {one.file.partition("/")[2]: one for one in shown.files[side]} for side in SIDES}
    flask, django = files["flask"], files["django"]
    both: list[tuple[Piece | None, Piece | None]] = [
        (flask[path], django[path]) for path in flask if path in django
    ]
    left = [flask[path] for path in flask if path not in django]
    right = [django[path] for path in django if path not in flask]
    return both + [(one, None) for one in left] + [(None, one) for one in right]


def row(flask: Piece | None, django: Piece | None) -> str:
    """Two files side by side; a name that both define links to the other side."""
    cells = [cell(flask, django, "Flask"), cell(django, flask, "Django")]
    return f"<section class='pair'>{''.join(cells)}</section>"


def cell(shown: Piece | None, other: Piece | None, side: str) -> str:
    if shown is None:
        return f"<div class='side'><p class='none'>{side} needs no file for this.</p></div>"
    linked = {}
    if other:
        linked = {what: f"#{anchor(other.file)}-L{line}" for line, what in names(other).items()}
    objects = f" ({escape(shown.name)})" if shown.name else ""
    name = f"<code>{escape(shown.file)}</code>{objects}"
    heading = f"<h2 id='{anchor(shown.file)}'>{side}: {name}</h2>"
    return f"<div class='side'>{heading}{block(shown, linked)}</div>"


def proof(shown: Feature) -> str:
    """The test cases that both sides pass."""
    listed = [escape(sentence) for module in shown.cases for sentence in sentences(module)]
    if not listed:
        return ""
    items = "".join(f"<li>{one}</li>" for one in listed)
    summary = f"{len(listed)} test cases that both sides pass"
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>"
