"""The colours of both sides on a light and on a dark page, and how well they can be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours on one background: text with a contrast of 4.5 and more, marks with 3 and more."""

    name: str
    page: str
    ink: str
    faint: str
    """Lines of the grid, which are not needed to read the figures."""
    flask: str
    django: str
    baseline: str

    def of(self, subject: str) -> str:
        return {"flask": self.flask, "django": self.django}.get(subject, self.baseline)


LIGHT = Theme("light", "#ffffff", "#1f2328", "#d1d9e0", "#0550ae", "#bc4c00", "#59636e")
DARK = Theme("dark", "#0d1117", "#f0f6fc", "#30363d", "#79c0ff", "#f0883e", "#9198a1")
THEMES = (LIGHT, DARK)


def blended(colour: str, page: str, share: float) -> str:
    """A colour as it looks when ``share`` of it covers the page."""
    mixed = [
        round(a * share + b * (1 - share)) for a, b in zip(parts(colour), parts(page), strict=True)
    ]
    return "#" + "".join(f"{one:02x}" for one in mixed)


def parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG defines, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (p / 255 for p in parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
