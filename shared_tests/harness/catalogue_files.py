"""Files for `seed`: the catalogue of the suite, and some with one error."""

from __future__ import annotations

import json

from shared_tests.harness.implementations import ROOT

CATALOGUE = ROOT / "shared_tests" / "data" / "catalogue.json"
AUTHOR = {"name": "Somebody", "slug": "somebody"}
GOOD = {
    "title": "Good",
    "slug": "good",
    "author": "somebody",
    "year": 1,
    "isbn": "9780141439518",
    "summary": "",
}


def file_with(*, author: dict | None = None, of: str = "somebody", **book: object) -> str:
    """A file that begins with valid entries and goes on with one invalid author or book."""
    authors = [AUTHOR, *([{"name": "Another", "slug": "another"} | author] if author else [])]
    bad = GOOD | {"slug": "bad", "isbn": None, "author": of} | book
    return json.dumps({"authors": authors, "books": [GOOD, bad]})


BROKEN = {
    "not there": None,
    "not JSON": "{",
    "another shape": '{"books": 5}',
    "an unknown author": file_with(of="nobody"),
    "an isbn twice": file_with(isbn=GOOD["isbn"]),
    "a blank title": file_with(title="\u200b"),
    "a name that is too long": file_with(author={"name": "x" * 201}),
    "a year too late": file_with(year=2101),
    "a name that is a number": file_with(author={"name": 5}),
    "an author's slug with a space": file_with(author={"slug": " another"}),
    "an unknown field of an author": file_with(author={"born": "1812"}),
    "an unknown field of a book": file_with(colour="red"),
    "nested too deeply": "[" * 100_000,
}
