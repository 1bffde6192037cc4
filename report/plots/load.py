"""Servers under load: throughput for each server, and latency at offered rates."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from report.plots.colours import Theme
from report.plots.style import MARKS, WIDTH, interval, key, plainly
from report.plots.ticks import few_ticks

Interval = dict[str, float]


def servers(found: dict[str, dict[str, Interval]], unit: str, theme: Theme) -> Figure:
    """For each server both frameworks and the baseline, with intervals, on a logarithmic axis."""
    figure = Figure(figsize=(WIDTH, 1.1 + 0.62 * len(found)))
    axes = figure.add_subplot()
    subjects = list(dict.fromkeys(subject for one in found.values() for subject in one))
    for y, one in enumerate(found.values()):
        axes.axhline(y + 0.5, color=theme.faint, lw=0.8)
        for subject, value in one.items():
            interval(
                axes,
                theme,
                subject,
                value,
                y + 0.24 * (subjects.index(subject) - (len(subjects) - 1) / 2),
            )
    axes.set_yticks(range(len(found)), list(found))
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xscale("log")
    few_ticks(
        axes.xaxis,
        [value[end] for one in found.values() for value in one.values() for end in ("low", "high")],
    )
    axes.grid(axis="x")
    axes.set_xlabel(unit)
    key(figure, theme, subjects)
    return figure


def latency(sides: dict[str, list[dict[str, Any]]], theme: Theme) -> Figure:
    """Milliseconds at each offered rate: ``rate``, ``p50`` and ``p99``, of every request; None
    without a response."""
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
    axes.xaxis.set_major_locator(
        FixedLocator(sorted({one["rate"] for found in sides.values() for one in found}))
    )
    plainly(axes.xaxis)
    axes.set_xlim(left=0)
    axes.grid()
    axes.set_xlabel("requests a second that are sent, with or without a response")
    axes.set_ylabel("ms")
    styles = [
        Line2D([], [], color=theme.ink, ls=line, label=name)
        for name, line in (("p50", "-"), ("p99", "--"))
    ]
    key(figure, theme, sides, *styles)
    return figure
