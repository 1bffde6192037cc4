"""The ticks of a logarithmic axis: few, at usual values."""

from __future__ import annotations

from matplotlib.axis import XAxis, YAxis
from matplotlib.ticker import FixedLocator, NullLocator

from report.plots.style import plainly

MOST_TICKS = 6


def few_ticks(axis: XAxis | YAxis, values: list[float]) -> None:
    """1, 2 and 5 of each power of ten about the values; 1 and 3, or 1 alone, where these are too
    many."""
    least, most = min(values), max(values)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        ticks = [digit * 10.0**power for power in range(-6, 12) for digit in digits]
        within = [tick for tick in ticks if least / 2.2 <= tick <= most * 2.2]
        if len(within) <= MOST_TICKS:
            break
    within = within or [least]
    axis.set_major_locator(FixedLocator(within))
    axis.set_minor_locator(NullLocator())
    plainly(axis)
    (axis.axes.set_xlim if isinstance(axis, XAxis) else axis.axes.set_ylim)(
        min(within[0], least) * 0.9, max(within[-1], most) * 1.1
    )
