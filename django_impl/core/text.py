"""What counts as the same text, as no text and as a formula: rules without a database and without a
request."""

import unicodedata

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Zs", "Zl", "Zp"}
INVISIBLE = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
    *map(chr, range(0xFE00, 0xFE10)),  # variation selectors
}


def fold(text: str) -> str:
    """For comparing without regard to case, width and accents: ``Émile`` and ``emile`` are the
    same."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (character for character in decomposed if unicodedata.category(character) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing of it."""
    return all(
        character.isspace()
        or character in INVISIBLE
        or unicodedata.category(character) in INVISIBLE_CATEGORIES
        for character in text
    )


def with_lf(text: str) -> str:
    """Browsers send CRLF at the end of a line, other clients send what they like; one newline is
    one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def harmless(text: str) -> str:
    """A spreadsheet would take some texts for a formula, unless an apostrophe stands before
    them."""
    return f"'{text}" if text.startswith(FORMULA) else text
