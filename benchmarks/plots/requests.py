"""What a request costs: ratios to the page without a framework, and what each part of a page adds."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import LogLocator, NullLocator

from benchmarks.plots.style import NAMES, WIDTH, Theme, interval, mark, plain, plainly

Interval = dict[str, float]
"""``median``, ``low`` and ``high``."""


def ratios(pages: dict[str, dict[str, Interval]], null: tuple[float, float] | None, theme: Theme) -> Figure:
    """For each page both sides as multiples of the floor, with intervals, on a logarithmic axis.

    ``null`` is the least and most that the same application differed from itself: a band about 1.
    """
    figure = Figure(figsize=(WIDTH, 1.1 + 0.55 * len(pages)))
    axes = figure.add_subplot()
    for y, sides in enumerate(pages.values()):
        for subject, found in sides.items():
            at = y + (0.16 if subject == "django" else -0.16)
            interval(axes, theme, subject, found, at)
            axes.annotate(
                f"{found['median']:.3g}×",
                (found["high"], at),
                (7, 0),
                textcoords="offset points",
                va="center",
                color=theme.of(subject),
            )
    axes.axvline(1, color=theme.floor, lw=1.5)
    if null:
        axes.axvspan(*null, color=theme.floor, alpha=0.35, lw=0)
    axes.set_yticks(range(len(pages)), list(pages))
    axes.set_ylim(len(pages) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xscale("log")
    most = max(one["high"] for sides in pages.values() for one in sides.values())
    least = min(one["low"] for sides in pages.values() for one in sides.values())
    axes.set_xlim(min(0.85, least * 0.9), most * 1.9)
    plainly(axes.xaxis)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x")
    axes.set_xlabel("times the page without a framework")
    band = [Patch(color=theme.floor, alpha=0.35, label="against itself")] if null else []
    handles = [mark(theme, "flask"), mark(theme, "django"), *band]
    figure.legend(handles=handles, loc="outside upper left", ncols=len(handles))
    return figure


def waterfall(floor: float, sides: dict[str, list[tuple[str, float]]], unit: str, theme: Theme) -> Figure:
    """What each step adds to the one before it, from the floor on: ``(name, cost with this step)`` for each side."""
    counts = [len(steps) + 1 for steps in sides.values()]
    figure = Figure(figsize=(WIDTH, 0.9 + 0.31 * sum(counts) + 0.3 * len(sides)))
    panels = figure.subplots(len(sides), 1, sharex=True, squeeze=False, height_ratios=counts)[:, 0]
    most = max(cost for steps in sides.values() for _, cost in steps)
    for axes, (side, steps) in zip(panels, sides.items(), strict=True):
        axes.barh(0, floor, color=theme.floor, height=0.66)
        axes.text(floor + most * 0.012, 0, plain(floor), va="center")
        before = floor
        for y, (_, cost) in enumerate(steps, 1):
            added, colour = cost - before, theme.of(side)
            filled = {"color": colour} if added >= 0 else {"facecolor": "none", "edgecolor": colour, "hatch": "////"}
            axes.barh(y, added, left=before, height=0.66, **filled)
            axes.plot([before, before], [y - 0.67, y + 0.33], color=theme.ink, lw=0.8)
            sign = "+" if added >= 0 else "\N{MINUS SIGN}"
            axes.text(max(cost, before) + most * 0.012, y, f"{sign}{plain(abs(added))}", va="center")
            before = cost
        axes.set_yticks(range(len(steps) + 1), [NAMES["floor"], *(name for name, _ in steps)])
        axes.set_ylim(len(steps) + 0.6, -0.6)
        axes.set_xlim(0, most * 1.25)
        axes.tick_params(axis="y", length=0)
        axes.set_title(f"{NAMES[side]}: {plain(before)} {unit}", color=theme.of(side), weight="bold")
        axes.grid(axis="x")
    plainly(panels[-1].xaxis)
    panels[-1].locator_params(axis="x", nbins=5)
    panels[-1].set_xlabel(unit)
    return figure
