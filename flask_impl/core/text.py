"""Equal texts, blank texts and formulas: plain functions without a database or a request."""

import re
import unicodedata

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INNER_FORMULA = re.compile("([;\t\r\n])(?=[=+@＝＋－＠-])")
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Zs", "Zl", "Zp"}
INVISIBLE = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0",
    *map(chr, range(0x180B, 0x1810)),  # variation selectors, and so are the next
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xFFF0, 0xFFF9)),
    *map(chr, range(0xE0000, 0xE1000)),  # tags, and more variation selectors
}


def fold(text: str) -> str:
    """The form for comparisons that ignore case, width and accents: ``Émile`` equals ``emile``."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (char for char in decomposed if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def is_blank(text: str) -> bool:
    """Whether no character is visible."""
    return all(
        char.isspace() or char in INVISIBLE or unicodedata.category(char) in INVISIBLE_CATEGORIES
        for char in text
    )


def with_lf(text: str) -> str:
    """Browsers send CRLF at the end of a line, other clients anything; one newline counts as one
    character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would treat as a formula: the text, and what
    follows a character at which some split a line whatever the quotes are."""
    text = INNER_FORMULA.sub(r"\1'", text)
    return f"'{text}" if text.startswith(FORMULA) else text
