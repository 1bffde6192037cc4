"""The texts of the command and the page, by language: one file each, with the same keys."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = tuple(sorted(file.stem for file in HERE.glob("*.toml")))


@dataclass(frozen=True)
class Texts:
    """``all`` is the whole file. Braces in a text are filled in where it is used."""

    language: str
    all: dict[str, Any]

    def asks(self, question: str) -> str:
        return self.all["questions"][question]["asks"]

    def says(self, question: str, answer: str) -> str:
        return self.all["questions"][question]["answers"][answer]

    def criterion(self, name: str) -> str:
        return self.all["criteria"][name]

    def side(self, name: str) -> str:
        return self.all["sides"][name]

    def phrase(self, name: str, **filled: object) -> str:
        return self.all["phrases"][name].format(**filled)

    def command(self, name: str, **filled: object) -> str:
        """What the command says and the page does not."""
        return self.all["command"][name].format(**filled)


def texts(language: str = "en") -> Texts:
    """Raises FileNotFoundError for an unknown language."""
    file = HERE / f"{language}.toml"
    return Texts(language, tomllib.loads(file.read_text(encoding="utf-8")))
