"""User names: how they are stored and compared."""

import unicodedata

LONGEST_USERNAME = 150  # as in Django's model


def normalize_username(username: str) -> str:
    """The stored form: NFKC, without surrounding white space. Signing in compares it. A longer text
    is no name, and normalizing takes quadratic time."""
    text = username.strip()
    return text if len(text) > LONGEST_USERNAME else unicodedata.normalize("NFKC", text)


def username_key(username: str) -> str:
    """The key that is unique among users: names that differ only in case share it."""
    return normalize_username(username).casefold()
