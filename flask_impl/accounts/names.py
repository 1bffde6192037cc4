"""User names: how they are stored, and which of them are the same."""

import unicodedata

USERNAME = r"[\w.@+-]+"
LETTERS = "A user name is made of letters, digits and @ . + - _ alone."
LONGEST_USERNAME = 150


def normal(username: str | None) -> str:
    """White space around a name and another width of its letters do not make another name."""
    return unicodedata.normalize("NFKC", (username or "").strip())


def key_of(username: str | None) -> str:
    """What no two users may have in common."""
    return normal(username).casefold()
