"""Plots of growth: the catalogue, or the list of features."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from report.plots.colours import Theme
from report.plots.style import MARKS, WIDTH, key, plain, plainly
from report.plots.ticks import few_ticks

LINES = ("-", "--", ":")
COLUMNS = 2
CLOSE = 0.17
"""The height of a label as a share of a panel."""


def growth(pages: dict[str, dict[str, dict[str, dict[int, float]]]], theme: Theme) -> Figure:
    """Milliseconds over the number of books, both axes logarithmic:
    ``pages[page][database][side][size]``."""
    rows = -(-len(pages) // COLUMNS)
    figure = Figure(figsize=(WIDTH, 0.9 + 1.75 * rows))
    grid = figure.subplots(rows, COLUMNS, squeeze=False, sharex=True, sharey=True)
    databases = list(dict.fromkeys(database for one in pages.values() for database in one))
    for axes, (page, found) in zip(grid.flat, pages.items(), strict=False):
        for database, sides in found.items():
            for side, times in sides.items():
                style = {
                    "ls": LINES[databases.index(database)],
                    "marker": MARKS[side],
                    "color": theme.of(side),
                }
                axes.plot(list(times), list(times.values()), ms=4.5, **style)
        axes.set_title(page)
    finish(grid, pages, figure)
    lines = [
        Line2D([], [], color=theme.ink, ls=line, label=name)
        for name, line in zip(databases, LINES, strict=False)
    ]
    key(
        figure,
        theme,
        sorted({side for one in pages.values() for two in one.values() for side in two})[::-1],
        *lines,
    )
    return figure


def finish(grid: np.ndarray, pages: dict, figure: Figure) -> None:
    every = [times for one in pages.values() for sides in one.values() for times in sides.values()]
    for axes in grid.flat:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.grid()
    few_ticks(grid[0][0].yaxis, [value for times in every for value in times.values()])
    sizes = sorted({size for times in every for size in times})
    grid[0][0].xaxis.set_major_locator(FixedLocator(sizes))
    grid[0][0].xaxis.set_minor_locator(NullLocator())
    plainly(grid[0][0].xaxis)
    for axes in list(grid.flat)[len(pages) :]:
        axes.remove()
    figure.supxlabel("books", fontsize="medium")
    figure.supylabel("ms", fontsize="medium")


def footprint(
    steps: list[str], measures: dict[str, dict[str, list[float | None]]], theme: Theme
) -> Figure:
    """The growth of each measure from step to step: ``measures[name][side]`` has a value for each,
    None if not measured."""
    figure = Figure(figsize=(WIDTH, 0.9 + 1.35 * len(measures) + 0.07 * max(map(len, steps))))
    panels = figure.subplots(len(measures), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (name, sides) in zip(panels, measures.items(), strict=True):
        ends = {}
        for side, values in sides.items():
            points = [(x, y) for x, y in enumerate(values) if y is not None]
            axes.plot(*zip(*points, strict=True), color=theme.of(side), marker=MARKS[side], ms=4.5)
            ends[side] = points[-1]
        label_ends(axes, ends, theme)
        axes.set_title(name)
        axes.set_ylim(bottom=0)
        axes.margins(x=0.02, y=0.15)
        axes.set_xlim(-0.3, len(steps) - 0.9)
        axes.grid(axis="y")
        plainly(axes.yaxis)
        axes.locator_params(axis="y", nbins=4)
    panels[-1].set_xticks(range(len(steps)), steps, rotation=45, ha="right", rotation_mode="anchor")
    key(figure, theme, measures[next(iter(measures))])
    return figure


def label_ends(axes: Axes, ends: dict[str, tuple[int, float]], theme: Theme) -> None:
    """The last value of each line beside its end; close ones are moved apart."""
    most = max(y for _, y in ends.values())
    ordered = sorted(ends, key=lambda side: ends[side][1])
    close = len(ordered) == 2 and ends[ordered[1]][1] - ends[ordered[0]][1] < CLOSE * most
    for side, shift in zip(ordered, (-6, 6) if close else (0, 0), strict=False):
        axes.annotate(
            plain(ends[side][1]),
            ends[side],
            (7, shift),
            textcoords="offset points",
            va="center",
            color=theme.of(side),
            annotation_clip=False,
        )
