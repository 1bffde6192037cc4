"""User names: how they are stored, and which of them are the same."""

import unicodedata


def normalized(username: str) -> str:
    """What is stored, and compared when somebody signs in."""
    return unicodedata.normalize("NFKC", username.strip())


def key(username: str) -> str:
    """Alike for names that differ in case alone: of these there may be one."""
    return normalized(username).casefold()
