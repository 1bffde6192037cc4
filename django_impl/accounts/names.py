"""User names: how they are stored and compared."""

import unicodedata


def normalize_username(username: str) -> str:
    """The stored form: NFKC, without surrounding white space. Signing in compares it."""
    return unicodedata.normalize("NFKC", username.strip())


def username_key(username: str) -> str:
    """The key that is unique among users: names that differ only in case share it."""
    return normalize_username(username).casefold()
