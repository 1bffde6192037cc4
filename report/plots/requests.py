"""The cost of a request: ratios to the page without a framework, and the parts of a page."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import LogLocator, NullLocator

from report.plots.colours import Theme
from report.plots.style import NAMES, WIDTH, interval, mark, plainly

Interval = dict[str, float]
"""``median``, ``low`` and ``high``."""
GREY = 0.35
"""How much of the baseline's colour the band has."""


def ratios(
    pages: dict[str, dict[str, Interval]], control: tuple[float, float] | None, theme: Theme
) -> Figure:
    """For each page both sides as multiples of the baseline, with intervals, on a logarithmic axis.
    ``control`` is the range of the A/A control: a band at 1."""
    figure = Figure(figsize=(WIDTH, 1.1 + 0.55 * len(pages)))
    axes = figure.add_subplot()
    for y, sides in enumerate(pages.values()):
        for subject, found in sides.items():
            multiple(axes, theme, subject, found, y + (0.16 if subject == "django" else -0.16))
    axes.axvline(1, color=theme.baseline, lw=1.5)
    if control:
        axes.axvspan(*control, color=theme.baseline, alpha=GREY, lw=0)
    axes.set_yticks(range(len(pages)), list(pages))
    axes.set_ylim(len(pages) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    multiples(axes, [one for sides in pages.values() for one in sides.values()])
    band = [Patch(color=theme.baseline, alpha=GREY, label="against itself")] if control else []
    figure.legend(
        handles=[mark(theme, "flask"), mark(theme, "django"), *band],
        loc="outside upper left",
        ncols=3,
    )
    return figure


def multiple(axes: Axes, theme: Theme, subject: str, found: Interval, y: float) -> None:
    """A mark with its interval, and the figure beside it."""
    interval(axes, theme, subject, found, y)
    text, colour = f"{found['median']:.3g}×", theme.of(subject)
    axes.annotate(
        text, (found["high"], y), (7, 0), textcoords="offset points", va="center", color=colour
    )


def multiples(axes: Axes, found: list[Interval]) -> None:
    """The axis of multiples, from a little below 1, with room for the last figure."""
    axes.set_xscale("log")
    axes.set_xlim(
        min(0.85, 0.9 * min(one["low"] for one in found)), 1.9 * max(one["high"] for one in found)
    )
    plainly(axes.xaxis)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x")
    axes.set_xlabel("times the page without a framework")


Steps = list[tuple[str, float]]


def waterfall(baseline: float, sides: dict[str, Steps], unit: str, theme: Theme) -> Figure:
    """The difference of each step from the previous one, from the baseline on: ``(name, cost with
    this step)`` for each side. Choose ``unit`` so large that two decimals are enough; a step that
    saves is hatched."""
    counts = [len(steps) + 1 for steps in sides.values()]
    figure = Figure(figsize=(WIDTH, 0.9 + 0.31 * sum(counts) + 0.3 * len(sides)))
    panels = figure.subplots(len(sides), 1, sharex=True, squeeze=False, height_ratios=counts)[:, 0]
    most = max(cost for steps in sides.values() for _, cost in steps)
    for axes, (side, steps) in zip(panels, sides.items(), strict=True):
        axes.set_xlim(0, 1.25 * most)
        axes.barh(0, baseline, color=theme.baseline, height=0.66)
        axes.text(baseline + 0.012 * most, 0, f"{baseline:,.2f}", va="center")
        before = baseline
        for y, (_, cost) in enumerate(steps, 1):
            step(axes, theme, side, before, cost, y)
            before = cost
        axes.set_yticks(range(len(steps) + 1), [NAMES["baseline"], *(name for name, _ in steps)])
        axes.set_ylim(len(steps) + 0.6, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.set_title(f"{NAMES[side]}: {before:,.2f} in all", color=theme.of(side), weight="bold")
        axes.grid(axis="x")
    plainly(panels[-1].xaxis)
    panels[-1].locator_params(axis="x", nbins=5)
    panels[-1].set_xlabel(unit)
    return figure


def step(axes: Axes, theme: Theme, side: str, before: float, cost: float, y: int) -> None:
    """One bar from the previous to the current cost, with a line down from the bar above."""
    colour, added, width = theme.of(side), cost - before, axes.get_xlim()[1]
    if added >= 0:
        axes.barh(y, added, left=before, height=0.66, color=colour)
    else:
        axes.barh(
            y, added, left=before, height=0.66, facecolor="none", edgecolor=colour, hatch="////"
        )
    axes.plot([before, before], [y - 0.67, y + 0.33], color=theme.ink, lw=0.8)
    sign = "+" if added >= 0 else "\N{MINUS SIGN}"
    axes.text(max(cost, before) + 0.01 * width, y, f"{sign}{abs(added):,.2f}", va="center")
