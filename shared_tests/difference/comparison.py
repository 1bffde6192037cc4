"""Where two meanings differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MISSING = "(not there)"


@dataclass(frozen=True)
class Difference:
    """``what`` is the path to it: ``status``, ``headers.Allow``,
    ``body.forms.0.fields.1.value``."""

    what: str
    flask: Any
    django: Any

    def __str__(self) -> str:
        return f"{self.what}: flask {short(self.flask)}, django {short(self.django)}"


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}… ({len(text)} characters)"


def differences(flask: Any, django: Any, what: str = "") -> Iterator[Difference]:
    """Each smallest part that differs."""
    if isinstance(flask, dict) and isinstance(django, dict):
        for name in sorted({*flask, *django}):
            yield from differences(
                flask.get(name, MISSING), django.get(name, MISSING), f"{what}.{name}".lstrip(".")
            )
    elif isinstance(flask, list) and isinstance(django, list) and len(flask) == len(django):
        for number, (one, other) in enumerate(zip(flask, django, strict=True)):
            yield from differences(one, other, f"{what}.{number}")
    elif flask != django or type(flask) is not type(django):
        yield Difference(what, flask, django)
