"""Equal texts, blank texts, and line ends."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, is_blank, with_lf

SAME = {
    "case": ("ÉMILE", "émile"),
    "accents": ("Brontë", "Bronte"),
    "decomposed": ("Bronte\u0308", "Brontë"),
    "sharp s": ("STRASSE", "straße"),
    "full width": ("Ｅｍｍａ", "emma"),
    "Korean": (unicodedata.normalize("NFD", "구운몽"), "구운몽"),
    "Greek": ("ΟΔΥΣΣΕΎΣ", "οδυσσευς"),
}
NOTHING = [
    "",
    " ",
    "\u200b",
    "\u3164\u2800",
    "\u00ad\ufeff",
    "\ufe0f",
    "\u2028\x1f",
    "\u115f\u1160",
]


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_they_are_equal(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_it_is_blank(text: str):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["x", " x", "\u200bx", ".", "\u0301", "\U0001f4da"], ids=ascii)
def test_it_is_not_blank(text: str):
    assert not is_blank(text)


@given(text=st.text())
def test_folding_is_idempotent(text: str):
    assert fold(fold(text)) == fold(text)


@given(text=st.text("a\r\n"))
def test_every_line_end_becomes_one_line_feed(text: str):
    assert with_lf(text).splitlines() == text.splitlines()
    assert "\r" not in with_lf(text)
