"""The made-up books: varied titles, in which one word is common, one rare, and one is nowhere."""

from __future__ import annotations

from collections.abc import Iterator

FIRST = ["Amber", "Broken", "Distant", "Empty", "Golden", "Hidden", "Narrow", "Patient", "Quiet", "Silver"]
SECOND = ["Bridge", "Garden", "Island", "Market", "Meadow", "River", "Summer", "Tower", "Window", "Winter"]
COMMON, RARE, NOWHERE = "winter", "quagmire", "xylophone"
RARE_NUMBERS = (400, 600, 800)
COUNTED = 1000  # how far both applications count

Row = tuple[str, str, int, int, str]


def title(number: int) -> str:
    """Nothing of where a title stands in the alphabet tells whether the common word is in it."""
    mixed = number * 7919 % 1_000_003
    what = "Quagmire" if number in RARE_NUMBERS else SECOND[mixed // 10 % 10]
    return f"{FIRST[mixed % 10]} {mixed * 31 % 1_000_003:07} or the {what}"


def rows(first: int, end: int, authors: list[int]) -> Iterator[Row]:
    """Title, slug, id of the author, year and summary of the books ``first`` to ``end - 1``."""
    for number in range(first, end):
        slug, author = f"made-up-{number:07}", authors[number % len(authors)]
        yield title(number), slug, author, 1000 + number % 1000, f"Book {number} of those that nobody has written."


def matches(word: str, size: int, known: int) -> int:
    """How many of ``size`` books hold the word, counted up to ``COUNTED + 1``; the first ``known`` are not made up."""
    found = 0
    for number in range(known, size):
        found += word in title(number).lower()
        if found > COUNTED:
            break
    return found
