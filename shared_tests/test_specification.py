"""The statements of README.md about the suite are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SIDES = [HERE.parent / "flask_impl", HERE.parent / "django_impl"]


def test_every_case_that_is_named_exists():
    named = set(re.findall(r"`(test_\w+)`", (HERE / "README.md").read_text(encoding="utf-8")))
    defined = {
        name
        for file in HERE.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)
    }
    assert len(named) > 50
    assert named <= defined, f"not there: {sorted(named - defined)}"


def constants() -> list[str]:
    """Rows of the table whose last two cells name a file and a text in it."""
    text = (HERE / "README.md").read_text(encoding="utf-8").partition("\n## Constants\n")[2]
    return [line for line in text.splitlines() if line.startswith("| ") and "`: `" in line]


@pytest.mark.skipif(not SIDES[0].is_dir(), reason="this folder stands alone")
@pytest.mark.parametrize("row", constants(), ids=lambda row: row.split("|")[1].strip())
def test_both_sides_have_the_same_constants(row: str):
    for side, cell in zip(SIDES, row.split("|")[3:5], strict=True):
        file, words = re.findall("`([^`]+)`", cell)
        assert words in (side / file).read_text(encoding="utf-8"), f"{side.name}/{file}: {words}"
