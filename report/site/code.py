"""Source files as HTML: highlighted, with a number and an anchor for each line."""

from __future__ import annotations

import ast
import re
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound

from benchmarks.common.source import ROOT

SCHEMES = {
    "light": "a11y-high-contrast-light",
    "dark": "a11y-high-contrast-dark",
}
"""Styles of the package accessible-pygments with the contrast that WCAG requires."""


def styles() -> str:
    """The colours of code in both schemes."""
    light, dark = (HtmlFormatter(style=style).get_style_defs(".code") for style in SCHEMES.values())
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def lines_of(name: str) -> list[str]:
    """Each line of a file as HTML."""
    text = (ROOT / name).read_text(encoding="utf-8")
    try:
        lexer = get_lexer_for_filename(name, stripnl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False)
    return str(highlight(text, lexer, HtmlFormatter(nowrap=True))).rstrip("\n").split("\n")


def block(name: str, linked: dict[str, str] | None = None) -> str:
    """A file as a list of lines. ``linked`` has the address of the counterpart of a name that the
    file defines."""
    key = anchor(name)
    defined = names(name)
    lines = []
    for number, line in enumerate(lines_of(name), 1):
        what = defined.get(number, "")
        if linked and what in linked:
            shown = rf"<a href='{linked[what]}' title='{escape(what)} on the other side'>\g<0></a>"
            line = re.sub(rf"\b{re.escape(what)}\b", shown, line, count=1)
        at = f"{key}-L{number}"
        link = f"<a class='line' href='#{at}'>{number}</a>"
        lines.append(f"<li id='{at}'>{link}<span>{line}</span></li>")
    label = f"Code of {escape(name)}"
    listed = f"<ol>{''.join(lines)}</ol>"
    return f"<div class='code' tabindex='0' role='group' aria-label='{label}'>{listed}</div>"


def names(name: str) -> dict[int, str]:
    """Line: the function or class that is defined there, of a file in Python."""
    if not name.endswith(".py"):
        return {}
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.lineno: node.name for node in tree.body if isinstance(node, kinds)}


def anchor(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", name).strip("-")
