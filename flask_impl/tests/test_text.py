"""Equal texts, blank texts, and formulas."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_impl.accounts.names import normalize_username
from flask_impl.core.text import FORMULA, fold, harmless, is_blank, with_lf

bounded = settings(derandomize=True, max_examples=200, deadline=None)
SIGNS, SPLIT = "=+-@＝＋－＠", ";\t\r\n"
cells = st.tuples(st.sampled_from(["", *FORMULA, "'", " ", "a;=", "a\n-"]), st.text()).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉMILE", "emile"),
        ("Straße", "strasse"),
        ("ΌΣΟΣ", "οσοσ"),
        ("ｅｍｍａ", "emma"),
        ("ﬁn", "fin"),
        ("홍길동전", "홍길동전"),
        ("\u1112\u1169\u11bc", "홍"),
        ("İstanbul", "istanbul"),
        ("\u0301", ""),
        ("100 %_\\", "100 %_\\"),
    ],
    ids=[
        "accent",
        "sharp s",
        "sigmas",
        "wide",
        "ligature",
        "syllables",
        "jamo",
        "dotted I",
        "accent alone",
        "signs",
    ],
)
def test_folding(text: str, folded: str):
    assert fold(text) == folded


@bounded
@given(st.text())
def test_folding_ignores_the_form_of_normalization(text: str):
    assert {
        fold(unicodedata.normalize("NFC", text)),
        fold(unicodedata.normalize("NFKD", text)),
    } == {fold(text)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        "\u200b",
        "\ufeff\u2060",
        "\u00ad",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\u034f\u115f",
        "\u3000",
        "\x1f",
    ],
)
def test_an_invisible_text_is_blank(text: str):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["x", "\u200bx", "0", "홍", "\u0301", "👩\u200d👩", "."])
def test_a_visible_text_is_not_blank(text: str):
    assert not is_blank(text)


@bounded
@given(st.text("\r\nab"))
def test_a_newline_is_one_character(text: str):
    assert with_lf(text).split("\n") == io.StringIO(text, newline=None).read().split("\n")


def neutralised(text: str) -> str:
    """What a cell must hold, one character after the other."""
    pairs = zip(f"x{text}", text, strict=False)
    inside = "".join(f"'{now}" if now in SIGNS and last in SPLIT else now for last, now in pairs)
    return f"'{inside}" if text.startswith(FORMULA) else inside


@bounded
@given(cells)
def test_no_cell_is_a_formula_and_none_is_lost(text: str):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([harmless(text)])
    ((read,),) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert not read.startswith(FORMULA)
    assert read == neutralised(text)


@bounded
@given(st.text())
def test_a_user_name_that_is_stored_is_normal_already(name: str):
    assert unicodedata.is_normalized("NFKC", normalize_username(name))
