"""The synthetic books: varied titles with one common and one rare word; a third word does not
occur."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from benchmarks.common.source import ROOT

FIRST = [
    "Amber",
    "Broken",
    "Distant",
    "Empty",
    "Golden",
    "Hidden",
    "Narrow",
    "Patient",
    "Quiet",
    "Silver",
]
SECOND = [
    "Bridge",
    "Garden",
    "Island",
    "Market",
    "Meadow",
    "River",
    "Summer",
    "Tower",
    "Window",
    "Winter",
]
COMMON, RARE, NOWHERE = "winter", "quagmire", "xylophone"
RARE_NUMBERS = (400, 600, 800)
CATALOGUE = json.loads(
    (ROOT / "shared_tests" / "data" / "catalogue.json").read_text(encoding="utf-8")
)["books"]
# The real books, whose titles and authors contain none of the words
KNOWN = len(CATALOGUE)
AUTHOR, EVERY = "jane-austen", 20  # an author of whom every twentieth book is
COUNTED = 1000  # the cap of both applications' counts

Row = tuple[str, str, str, int, int, str]


def title(number: int) -> str:
    """The alphabetical position of a title is independent of the common word."""
    mixed = number * 7919 % 1_000_003
    what = "Quagmire" if number in RARE_NUMBERS else SECOND[mixed // 10 % 10]
    return f"{FIRST[mixed % 10]} {mixed * 31 % 1_000_003:07} or the {what}"


def rows(size: int, known: int, authors: list[int]) -> Iterator[Row]:
    """Title, the same folded, slug, id of the author, year and summary of the books after the
    ``known`` ones.

    ``authors`` are the ids of all, that of ``AUTHOR`` first.
    """
    prolific, *others = authors
    for number in range(known, size):
        author = prolific if number % EVERY == 0 else others[number % len(others)]
        summary = f"Book {number} of those that nobody has written."
        named = title(number)
        yield named, named.lower(), f"made-up-{number:07}", author, 1000 + number % 1000, summary


@cache
def matches(word: str, size: int) -> int:
    """The number of ``size`` books with the word, counted up to ``COUNTED + 1``."""
    return capped(word in title(number).lower() for number in range(KNOWN, size))


@cache
def of_the_author(size: int) -> int:
    """The number of ``size`` books by ``AUTHOR``, counted likewise."""
    own = [book["author"] == AUTHOR for book in CATALOGUE]
    return capped(chain(own, (number % EVERY == 0 for number in range(KNOWN, size))))


def capped(found: Iterable[bool]) -> int:
    return len(list(islice(filter(None, found), COUNTED + 1)))
