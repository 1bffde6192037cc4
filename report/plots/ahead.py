"""Draws who is ahead in what, and what each change request took, into the plots of the named
run."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
from experiments.changes.requests import LAYERS, requests
from report.plots.colours import Theme
from report.plots.style import MARKS, WIDTH, mark, plainly, save
from report.records import FILES, recorded
from report.rows import measured
from report.rows.row import Row

SHOWN = {
    "lines, one file": "lines of one file",
    "memory of a worker, one file": "memory, one file",
    "own lines, all": "own lines, all",
    "own lines, Admin": "own lines, admin",
    "own lines, JSON API": "own lines, JSON API",
    "changes, lines": "lines of the changes",
    "configuration, parity": "configuration",
    "words to know": "names to know",
    "packages installed": "packages",
    "memory of a worker, parity": "memory, all",
    "first answer, parity": "first answer, all",
    "protections held by themselves": "protections held by itself",
    "protections to write": "protections to write",
    "instructions, catalogue": "a page of rows",
    "instructions, account": "a signed-in page",
    "instructions, JSON list": "an API's list",
    "instructions, create": "an API's create",
    "instructions, admin list": "the admin's list",
}
"""Rows of the first picture, with what they are called there."""


def ahead(rows: Mapping[str, Row], theme: Theme) -> Figure:
    """A bar for each row, to the side that is ahead, as long as the other needs times as much."""
    figure = Figure(figsize=(WIDTH, 0.9 + 0.3 * len(SHOWN)))
    axes = figure.add_subplot()
    for y, name in enumerate(SHOWN):
        times = times_better(rows[name])
        side = "django" if times > 1 else "flask"
        axes.barh(y, math.log2(times), color=theme.of(side), height=0.62)
        told(
            axes,
            math.log2(times),
            y,
            f"{max(times, 1 / times):.2g} ×" if rows[name].clear else "not clear",
        )
    axes.axvline(0, color=theme.ink, lw=1)
    axes.set_yticks(range(len(SHOWN)), list(SHOWN.values()))
    axes.set_ylim(len(SHOWN) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(-3, 2.6)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title("← Flask is better", color=theme.flask, weight="bold", loc="left")
    axes.set_title("Django is better →", color=theme.django, weight="bold", loc="right")
    return figure


def told(axes: Axes, x: float, y: int, text: str) -> None:
    """The figure at the end of its bar."""
    offset, align = ((5, 0), "left") if x > 0 else ((-5, 0), "right")
    axes.annotate(text, (x, y), offset, textcoords="offset points", va="center", ha=align)


def times_better(row: Row) -> float:
    """How many times better Django's figure is; less than 1 where Flask's is."""
    if not row.clear:
        return 1.0
    return 1 / row.ratio if row.less_is_better else row.ratio


def lines(facts: dict[str, dict], titles: dict[str, str], theme: Theme) -> Figure:
    """Lines that each request took on both sides, the dearest first, a line between them."""
    names = sorted(facts, key=lambda name: -max(facts[name][side]["lines"] for side in SIDES))
    figure = Figure(figsize=(WIDTH, 1.0 + 0.36 * len(names)))
    axes = figure.add_subplot()
    for y, name in enumerate(names):
        counts = [facts[name][side]["lines"] for side in SIDES]
        axes.plot(counts, [y, y], color=theme.faint, lw=3, zorder=1)
        for side, count in zip(SIDES, counts, strict=True):
            axes.plot(count, y, MARKS[side], color=theme.of(side), zorder=2)
    axes.set_yticks(range(len(names)), [titles[name] for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.tick_params(axis="y", length=0)
    plainly(axes.xaxis)
    axes.grid(axis="x")
    axes.set_xlabel("lines of code and templates added")
    figure.legend(handles=[mark(theme, side) for side in SIDES], loc="outside upper left", ncols=2)
    return figure


def main() -> None:
    folder, rows = FILES / "plots", measured()
    titles = {one.name: one.short for one in requests()}
    every = recorded("changes")["changes"]
    facts = {name: one for name, one in every.items() if not name.startswith(LAYERS)}
    drawn = save(lambda theme: ahead(rows, theme), folder, "ahead")
    drawn += save(lambda theme: lines(facts, titles, theme), folder, "changes")
    for file in drawn:
        print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
