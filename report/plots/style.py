"""The style of every plot: sizes, colours for a light and a dark page, and reproducible files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter
from matplotlib.typing import RcKeyType

from report.plots.colours import THEMES, Theme

WIDTH = 5.0
"""Inches: 480 CSS pixels, so that the smallest text is 11 pixels high where a page shows the plot
400 wide."""
SMALLEST = 10
"""Points."""
NAMES = {"flask": "Flask", "django": "Django", "baseline": "no framework"}
MARKS = {"flask": "o", "django": "s", "baseline": "D"}
"""Shapes differ too, for colour-blind readers."""


Draw = Callable[[Theme], Figure]
INKS: tuple[RcKeyType, ...] = (
    "text.color",
    "axes.labelcolor",
    "axes.edgecolor",
    "xtick.color",
    "ytick.color",
)
LABELS: tuple[RcKeyType, ...] = (
    "axes.labelsize",
    "xtick.labelsize",
    "ytick.labelsize",
    "legend.fontsize",
)
FIXED: dict[RcKeyType, Any] = {
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "axes.axisbelow": True,
    "grid.linewidth": 0.8,
    "lines.linewidth": 2,
    "lines.markersize": 6.5,
    "legend.frameon": False,
    "legend.handletextpad": 0.5,
    "legend.handlelength": 1.6,
    "legend.columnspacing": 1.4,
    "svg.fonttype": "none",
    "svg.hashsalt": "bookshelf",
}
"""Settings of both themes, with reproducible output of Matplotlib."""


def settings(theme: Theme) -> dict[RcKeyType, Any]:
    """Matplotlib's settings for a theme."""
    return {
        **FIXED,
        **dict.fromkeys(INKS, theme.ink),
        **dict.fromkeys(LABELS, SMALLEST),
        "font.size": SMALLEST,
        "axes.titlesize": SMALLEST + 1,
        "grid.color": theme.faint,
    }


def save(draw: Draw, folder: Path, name: str) -> list[Path]:
    """Draw for both themes into ``folder``: ``name-light.svg`` and ``name-dark.svg``, with a
    transparent background."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for theme in THEMES:
        with rc_context(settings(theme)):
            files.append(folder / f"{name}-{theme.name}.svg")
            draw(theme).savefig(files[-1], format="svg", transparent=True, metadata={"Date": None})
    return files


def plain(value: float) -> str:
    """``0.5``, ``12``, ``3,400``, ``1.2 M``: as few digits as necessary."""
    if value >= 999_500:
        return f"{value / 1e6:.3g} M"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def plainly(axis: Axis) -> None:
    """Ticks as plain numbers, not powers of ten, and none between them."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))
    axis.set_minor_formatter(NullFormatter())


def key(figure: Figure, theme: Theme, subjects: Iterable[str], *more: Line2D) -> None:
    """The legend above everything, in one row."""
    marks = [mark(theme, one) for one in subjects]
    figure.legend(handles=[*marks, *more], loc="outside upper left", ncols=len(marks) + len(more))


def mark(theme: Theme, subject: str, line: str = "none") -> Line2D:
    return Line2D(
        [], [], color=theme.of(subject), marker=MARKS[subject], ls=line, label=NAMES[subject]
    )


def interval(axes: Axes, theme: Theme, subject: str, found: dict[str, float], y: float) -> None:
    """A mark at the median and a line from ``low`` to ``high``."""
    colour = theme.of(subject)
    axes.plot([found["low"], found["high"]], [y, y], color=colour, solid_capstyle="butt")
    axes.plot(found["median"], y, MARKS[subject], color=colour)
