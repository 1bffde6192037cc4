"""Draws the advantage in each row, and the cost of each change request, into the plots of the named
run."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from functools import partial

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
from experiments.changes.requests import LAYERS
from report.plots.colours import Theme
from report.plots.style import MARKS, WIDTH, mark, plainly, save
from report.records import FILES, recorded
from report.rows import measured
from report.rows.row import Row
from report.sections import page

LANGUAGES = {"en": "", "ko": "-ko"}
"""What is added to the names of the files."""


def shown(language: str) -> dict[str, str]:
    """Rows of the first chart, with their labels."""
    return {one["row"]: one[language] for one in page.texts()["ahead"]}


def words(name: str, language: str) -> str:
    return page.texts()["pictures"][name][language]


def ahead(rows: Mapping[str, Row], theme: Theme, language: str = "en") -> Figure:
    """A bar for each row towards the side that is ahead; its length is the ratio of the figures."""
    called = shown(language)
    figure = empty(0.5 + 0.2 * len(called), language)
    axes = figure.add_subplot()
    for y, name in enumerate(called):
        times = times_better(rows[name])
        axes.barh(y, math.log2(times), color=theme.of(page.ahead(rows[name])), height=0.62)
        label(
            axes,
            math.log2(times),
            y,
            f"{max(times, 1 / times):.2g} ×"
            if rows[name].clear
            else page.word("unclear", language),
        )
    axes.axvline(0, color=theme.ink, lw=1)
    axes.set_yticks(range(len(called)), list(called.values()))
    axes.set_ylim(len(called) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(-4.7, 2.8)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    flask, django = (words(f"{side}_better", language) for side in SIDES)
    axes.set_title(flask, color=theme.flask, weight="bold", loc="left")
    axes.set_title(django, color=theme.django, weight="bold", loc="right")
    return figure


def label(axes: Axes, x: float, y: int, text: str) -> None:
    """The figure at the end of its bar."""
    offset, align = ((5, 0), "left") if x > 0 else ((-5, 0), "right")
    axes.annotate(text, (x, y), offset, textcoords="offset points", va="center", ha=align)


def times_better(row: Row) -> float:
    """The factor by which Django's figure is better; less than 1 if Flask's is."""
    if not row.clear:
        return 1.0
    return 1 / row.ratio if row.less_is_better else row.ratio


def lines(
    facts: dict[str, dict], titles: dict[str, str], theme: Theme, language: str = "en"
) -> Figure:
    """Lines of each request on both sides, the most expensive first, connected by a line."""
    names = sorted(facts, key=lambda name: -max(facts[name][side]["lines"] for side in SIDES))
    figure = empty(0.9 + 0.2 * len(names), language)
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
    axes.set_xlabel(words("lines_added", language))
    figure.legend(handles=[mark(theme, side) for side in SIDES], loc="outside upper left", ncols=2)
    return figure


def empty(height: float, language: str) -> Figure:
    """With room for the labels: Matplotlib has no Korean font to measure them by, the browser that
    draws them has."""
    if language == "en":
        return Figure(figsize=(WIDTH, height))
    with rc_context({"figure.constrained_layout.use": False}):
        figure = Figure(figsize=(WIDTH, height))
    figure.subplots_adjust(left=0.37, right=0.98, top=0.93, bottom=0.13)
    return figure


def titles(language: str) -> dict[str, str]:
    """What the change requests are called in the picture."""
    return {name: one[language] for name, one in page.texts()["changes"].items()}


def main() -> None:
    warnings.filterwarnings("ignore", "Glyph .* missing from font")
    folder, rows = FILES / "plots", measured()
    every = recorded("changes")["changes"]
    facts = {name: one for name, one in every.items() if not name.startswith(LAYERS)}
    for language, suffix in LANGUAGES.items():
        named = titles(language)
        drawn = [
            *save(partial(ahead, rows, language=language), folder, f"ahead{suffix}"),
            *save(partial(lines, facts, named, language=language), folder, f"changes{suffix}"),
        ]
        for file in drawn:
            print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
