"""User names: how they are stored and compared."""

import unicodedata

USERNAME = r"[\w.@+-]+"
LETTERS = "A user name is made of letters, digits and @ . + - _ alone."
LONGEST_USERNAME = 150


def normalize_username(username: str | None) -> str:
    """The stored form: NFKC, without surrounding white space."""
    return unicodedata.normalize("NFKC", (username or "").strip())


def username_key(username: str | None) -> str:
    """The key that is unique among users: names that differ only in case share it."""
    return normalize_username(username).casefold()
