"""The screenshots of docs/FEATURES.md, both sides side by side, and the results of the cases in a
real browser."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
from report.markdown import picture, table
from report.sections.features import sentences
from shared_tests.chromium.known import KNOWN

FOLDER = "docs/screenshots"
PAGES = {  # file name → heading and description
    "catalogue": ("Catalogue", "a search form above a list of titles, authors and years"),
    "book": ("A book", "title, author, summary, year and shelf"),
    "refused-sign-in": (
        "A refused sign-in",
        "a sentence that says why, above the form with the user name kept",
    ),
    "not-found": ("Page not found", "a sentence that says so, and a link back to the catalogue"),
    "admin-list": ("Admin: the books", "a table of books with search, filters and actions"),
    "admin-form": ("Admin: a book", "a form with a field for each property of the book"),
}
PROVED_BY = (
    "test_visiting",
    "test_signing_in",
    "test_keeping_books",
    "test_narrow_screens",
    "test_accessibility",
)


def screenshot(side: str, page: str) -> str:
    """Of a page, in both colour schemes."""
    light, dark = (f"{FOLDER}/{side}-{page}-{scheme}.png" for scheme in ("light", "dark"))
    seen = f"{side.title()}: {PAGES[page][1]}"
    return picture(light, dark, seen, f"nox -s browser -- --screenshots={FOLDER}", ' width="280"')


def pictures() -> str:
    """The pages of both sides, and those that are identical bytes."""
    rows = [
        [heading, *(screenshot(side, page) for side in SIDES)]
        for page, (heading, _) in PAGES.items()
    ]
    same = ", ".join(f"“{heading}”" for page, (heading, _) in PAGES.items() if is_same(page))
    return (
        table(["", "Flask", "Django"], rows)
        + f"\nIdentical on both sides, byte for byte: {same or 'none'}.\n"
    )


def is_same(page: str) -> bool:
    one, other = (
        [
            (ROOT / FOLDER / f"{side}-{page}-{scheme}.png").read_bytes()
            for scheme in ("light", "dark")
        ]
        for side in SIDES
    )
    return one == other


def known() -> str:
    """The remaining findings of axe-core."""
    found = [
        [side.title(), one.screen, one.rule, f"`{one.selector}`"]
        for side in SIDES
        for one in sorted(KNOWN[side])
    ]
    return table(["", "page", "axe rule", "element"], found)


def proof() -> str:
    """The cases by name, folded."""
    listed = [f"- {sentence}" for module in PROVED_BY for sentence in sentences(module)]
    summary = (
        f"<details><summary>{len(listed)} test cases in Chromium that both sides pass</summary>\n\n"
    )
    return f"{summary}`nox -s browser`\n\n" + "\n".join(listed) + "\n\n</details>\n"
