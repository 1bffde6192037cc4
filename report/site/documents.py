"""The documents as pages of the site: each under its own address, with links to repository files
rewritten to links within the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

from benchmarks.common.source import ROOT
from report.choose.page import PAGES as CHOOSERS

PAGES = {
    "COMPARISON.md": "index",
    "docs/COMPARISON.ko.md": "ko",
    "docs/FEATURES.md": "features",
    "docs/PERFORMANCE.md": "performance",
    "docs/SECURITY.md": "security",
    "docs/MAINTENANCE.md": "maintenance",
    "docs/PRODUCTION.md": "production",
    "docs/CLAIMS.md": "claims",
    "docs/METHOD.md": "method",
    "README.md": "run-it-yourself",
    "shared_tests/README.md": "specification",
    "benchmarks/README.md": "measuring",
    "deploy/README.md": "deploying",
    "experiments/changes/README.md": "change-requests",
    "report/README.md": "report",
    "flask_impl/README.md": "flask",
    "django_impl/README.md": "django",
    "docs/CONTRIBUTING.md": "contributing",
}
"""Document → name of its page, in the order of the menu. Missing documents are left out."""
LINK = re.compile(r'(\]\(|\b(?:src|srcset|href)=")([^)"#:?\s]+)(?=[)"#]|\s")')
FENCED = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
COG = re.compile(r"<!-- \[\[\[cog.*?\]\]\] -->\n|<!-- \[\[\[end\]\]\] -->\n", re.DOTALL)
AS_THEY_ARE = (".svg", ".png", *(f"docs/{file.name}" for file in CHOOSERS.values()))
"""Ends of the names of files that the site holds under their own addresses."""
OUTSIDE = "site:"
"""Scheme of links to pages of the site that Sphinx does not make."""


def present() -> dict[str, str]:
    return {name: page for name, page in PAGES.items() if (ROOT / name).is_file()}


def as_page(document: str, text: str, file_page: Callable[[str], str]) -> str:
    """The text of a document without the generator's markers. ``file_page`` returns the address of
    a file or folder of the repository within the site. Raises LookupError for a broken link."""
    pages = present()

    def leads(found: re.Match[str]) -> str:
        name = normpath(join(dirname(document), found[2]))
        if not (ROOT / name).exists():
            raise LookupError(f"{document}: {found[2]} does not exist")
        if name in pages:
            target = f"{pages[name]}.md" if found[1] == "](" else f"{pages[name]}.html"
        elif name.endswith(AS_THEY_ARE):
            target = name
        else:
            target = file_page(name)
        scheme = OUTSIDE if found[1] == "](" and not target.endswith(".md") else ""
        return found[1] + scheme + target

    prose_and_code = FENCED.split(COG.sub("", text))
    return "".join(
        part if part.startswith("```") else LINK.sub(leads, part) for part in prose_and_code
    )
