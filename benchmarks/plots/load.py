"""What servers carry: throughput for each server, processes against threads, latency at offered rates."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from benchmarks.plots.style import (
    MARKS,
    NAMES,
    SMALLEST,
    WIDTH,
    Theme,
    blended,
    contrast,
    interval,
    key,
    plain,
    plainly,
)

Interval = dict[str, float]
MOST_TICKS = 6
INKS = ("#000000", "#ffffff")  # one of them has a contrast of 4.5 with any colour


def servers(found: dict[str, dict[str, Interval]], unit: str, theme: Theme) -> Figure:
    """For each server both frameworks and the floor, with intervals, on a logarithmic axis."""
    figure = Figure(figsize=(WIDTH, 1.1 + 0.62 * len(found)))
    axes = figure.add_subplot()
    subjects = list(dict.fromkeys(subject for one in found.values() for subject in one))
    for y, one in enumerate(found.values()):
        axes.axhline(y + 0.5, color=theme.faint, lw=0.8)
        for subject, value in one.items():
            interval(axes, theme, subject, value, y + 0.24 * (subjects.index(subject) - (len(subjects) - 1) / 2))
    axes.set_yticks(range(len(found)), list(found))
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xscale("log")
    few_ticks(axes.xaxis, [value[end] for one in found.values() for value in one.values() for end in ("low", "high")])
    axes.grid(axis="x")
    axes.set_xlabel(unit)
    key(figure, theme, subjects)
    return figure


def few_ticks(axis: XAxis | YAxis, values: list[float]) -> None:
    """1, 2 and 5 of each power of ten about the values; 1 and 3, or 1 alone, where these are too many."""
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


def heat_map(panels: list[dict], unit: str, theme: Theme) -> Figure:
    """Processes against threads, the value in each cell; one panel for each endpoint (rows) and side (columns).

    A panel has ``endpoint``, ``side``, ``processes``, ``threads`` and ``values``: a row for each number of processes.
    The colours of an endpoint's panels share one scale.
    """
    endpoints = list(dict.fromkeys(panel["endpoint"] for panel in panels))
    sides = list(dict.fromkeys(panel["side"] for panel in panels))
    rows = max(len(panel["processes"]) for panel in panels)
    figure = Figure(figsize=(WIDTH, 0.35 + len(endpoints) * (0.72 + 0.36 * rows)))
    grid = figure.subplots(len(endpoints), len(sides), squeeze=False)
    for panel in panels:
        of_endpoint = [one for one in panels if one["endpoint"] == panel["endpoint"]]
        most = max(value for one in of_endpoint for row in one["values"] for value in row if value is not None)
        axes = grid[endpoints.index(panel["endpoint"])][sides.index(panel["side"])]
        cells(axes, panel, most, theme)
        axes.set_title(f"{panel['endpoint']}, {NAMES[panel['side']]}", color=theme.of(panel["side"]))
    figure.supxlabel(f"threads (across) and processes (down); {unit}", fontsize=SMALLEST)
    return figure


def cells(axes: Axes, panel: dict, most: float, theme: Theme) -> None:
    for y, row in enumerate(panel["values"]):
        for x, value in enumerate(row):
            if value is None:
                continue
            fill = blended(theme.of(panel["side"]), theme.page, 0.08 + 0.92 * value / most)
            ink = max(INKS, key=lambda colour: contrast(colour, fill))
            axes.fill([x - 0.48, x + 0.48, x + 0.48, x - 0.48], [y - 0.47, y - 0.47, y + 0.47, y + 0.47], color=fill)
            axes.text(x, y, plain(value), ha="center", va="center", color=ink)
    axes.set_xticks(range(len(panel["threads"])), [str(one) for one in panel["threads"]])
    axes.set_yticks(range(len(panel["processes"])), [str(one) for one in panel["processes"]])
    axes.set_xlim(-0.5, len(panel["threads"]) - 0.5)
    axes.set_ylim(len(panel["processes"]) - 0.5, -0.5)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def latency(sides: dict[str, list[dict[str, Any]]], theme: Theme) -> Figure:
    """Milliseconds at each offered rate: ``rate``, ``p50`` and ``p99``, of every request; None for no answer."""
    figure = Figure(figsize=(WIDTH, 3.4))
    axes = figure.add_subplot()
    for side, found in sides.items():
        rates = [one["rate"] for one in found]
        for name, line in (("p50", "-"), ("p99", "--")):
            values = [math.nan if one[name] is None else one[name] for one in found]
            axes.plot(rates, values, line, marker=MARKS[side], color=theme.of(side))
    axes.set_yscale("log")
    waits = [one[name] for found in sides.values() for one in found for name in ("p50", "p99")]
    few_ticks(axes.yaxis, [one for one in waits if one is not None])
    axes.xaxis.set_major_locator(FixedLocator(sorted({one["rate"] for found in sides.values() for one in found})))
    plainly(axes.xaxis)
    axes.set_xlim(left=0)
    axes.grid()
    axes.set_xlabel("requests a second that are sent, answered or not")
    axes.set_ylabel("ms")
    styles = [Line2D([], [], color=theme.ink, ls=line, label=name) for name, line in (("p50", "-"), ("p99", "--"))]
    key(figure, theme, sides, *styles)
    return figure
