"""A page for each file and folder of the repository that a document links to."""

from __future__ import annotations

from html import escape

from benchmarks.common.run import git
from benchmarks.common.source import ROOT, piece
from report.site.code import anchor, block
from report.site.sides import shell

FOLDER = "files"
BIG = 400_000  # bytes: a longer file is a record, which is listed and not shown


class Files:
    """Assigns each file its address, and creates the pages of requested files."""

    def __init__(self) -> None:
        listed = git("ls-files", "--cached", "--others", "--exclude-standard")
        self.known = listed.splitlines()
        self.wanted: dict[str, str] = {}

    def address(self, name: str) -> str:
        """The address of a file or folder. Raises LookupError if the repository does not contain
        it."""
        if name not in self.known and not self.within(name):
            raise LookupError(f"{name} is not in the repository")
        return self.wanted.setdefault(name, f"{FOLDER}/{anchor(name) or 'repository'}.html")

    def within(self, folder: str) -> list[str]:
        start = "" if folder == "." else f"{folder}/"
        return [name for name in self.known if name.startswith(start)]

    def pages(self) -> dict[str, str]:
        """Address → HTML. A folder lists its files, which get pages too."""
        for name in [*self.wanted]:
            for each in [] if name in self.known else self.within(name):
                self.address(each)
        return {address: self.page(name) for name, address in self.wanted.items()}

    def page(self, name: str) -> str:
        heading = f"<h1><code>{escape(name)}</code></h1>"
        body = self.listing(name) if name not in self.known else self.content(name)
        return shell(name, f'<main id="main" tabindex="-1">{heading}{body}</main>')

    def listing(self, folder: str) -> str:
        items = [
            f"<li><a href='../{self.wanted[name]}'>{escape(name)}</a></li>"
            for name in self.within(folder)
        ]
        return f"<ul>{''.join(items)}</ul>"

    def content(self, name: str) -> str:
        data = (ROOT / name).read_bytes()
        if len(data) > BIG or b"\0" in data:
            return f"<p>{len(data):,} bytes, not shown here.</p>"
        return block(piece(name))
