"""User names: how they are stored and compared."""

import unicodedata

USERNAME = r"(?:[^\W\u115f\u1160]|[.@+-])+"  # these two letters are invisible
LETTERS = "A user name is made of letters, digits and @ . + - _ alone."
LONGEST_USERNAME = 150


def normalize_username(username: str | None) -> str:
    """The stored form: NFKC, without surrounding white space. A longer text is no name, and
    normalizing takes quadratic time."""
    text = (username or "").strip()
    return text if len(text) > LONGEST_USERNAME else unicodedata.normalize("NFKC", text)


def username_key(username: str | None) -> str:
    """The key that is unique among users: names that differ only in case share it."""
    return normalize_username(username).casefold()
