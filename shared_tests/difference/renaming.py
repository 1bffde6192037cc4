"""Values that one side alone knows, such as the number of a record, replaced by a word that both
sides have."""

from __future__ import annotations

from collections.abc import Mapping


def renamed(text: str, ids: Mapping[str, str]) -> str:
    for one, word in ids.items():
        text = text.replace(one, word)
    return text
