"""Source files as HTML: highlighted, with a number and an anchor for each line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound

from benchmarks.common.source import Piece, piece

SCHEMES = {
    "light": "a11y-high-contrast-light",
    "dark": "a11y-high-contrast-dark",
}
"""Styles of the package accessible-pygments with the contrast that WCAG requires."""


def styles() -> str:
    """The colours of code in both schemes."""
    light, dark = (HtmlFormatter(style=style).get_style_defs(".code") for style in SCHEMES.values())
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def lines_of(shown: Piece) -> Iterator[tuple[int, str]]:
    """Each line as HTML with its number in the file; without those of other pieces, which are
    blank in this one."""
    try:
        lexer = get_lexer_for_filename(shown.file, stripnl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False)
    html = str(highlight(shown.text, lexer, HtmlFormatter(nowrap=True))).split("\n")
    whole = piece(shown.file).text.rstrip("\n").split("\n")
    follows = True
    texts = zip(html, shown.text.split("\n"), whole, strict=False)
    for number, (line, own, there) in enumerate(texts, 1):
        follows = bool(own) or (follows and not there)
        if follows:
            yield number, line


def block(shown: Piece, linked: dict[str, str] | None = None) -> str:
    """A file, or a part of it, as a list of lines. ``linked`` has the address of the counterpart of
    a name that it defines."""
    key = anchor(shown.file)
    defined = names(shown)
    lines = []
    for number, line in lines_of(shown):
        what = defined.get(number, "")
        if linked and what in linked:
            link = rf"<a href='{linked[what]}' title='{escape(what)} on the other side'>\g<0></a>"
            line = re.sub(rf"\b{re.escape(what)}\b", link, line, count=1)
        at = f"{key}-L{number}"
        link = f"<a class='line' href='#{at}'>{number}</a>"
        lines.append(f"<li id='{at}'>{link}<span>{line}</span></li>")
    label = f"Code of {escape(shown.file)}"
    listed = f"<ol>{''.join(lines)}</ol>"
    return f"<div class='code' tabindex='0' role='group' aria-label='{label}'>{listed}</div>"


def names(shown: Piece) -> dict[int, str]:
    """Line: the function or class that is defined there, of a file in Python."""
    if not shown.file.endswith(".py"):
        return {}
    tree = ast.parse(shown.text)
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.lineno: node.name for node in tree.body if isinstance(node, kinds)}


def anchor(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", name).strip("-")
