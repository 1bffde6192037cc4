"""Processes against threads, as heat maps."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.plots.colours import Theme, blended, contrast
from report.plots.style import NAMES, SMALLEST, WIDTH, plain

INKS = ("#000000", "#ffffff")  # one of them has a contrast of 4.5 with any colour


def heat_map(panels: list[dict], unit: str, theme: Theme) -> Figure:
    """Processes against threads, the value in each cell; one panel for each endpoint (rows) and
    side (columns).

    A panel has ``endpoint``, ``side``, ``processes``, ``threads`` and ``values``: a row for each
    number of processes. The colours of an endpoint's panels share one scale.
    """
    endpoints = list(dict.fromkeys(panel["endpoint"] for panel in panels))
    sides = list(dict.fromkeys(panel["side"] for panel in panels))
    rows = max(len(panel["processes"]) for panel in panels)
    figure = Figure(figsize=(WIDTH, 0.35 + len(endpoints) * (0.72 + 0.36 * rows)))
    grid = figure.subplots(len(endpoints), len(sides), squeeze=False)
    for panel in panels:
        of_endpoint = [one for one in panels if one["endpoint"] == panel["endpoint"]]
        most = max(
            value
            for one in of_endpoint
            for row in one["values"]
            for value in row
            if value is not None
        )
        axes = grid[endpoints.index(panel["endpoint"])][sides.index(panel["side"])]
        cells(axes, panel, most, theme)
        axes.set_title(
            f"{panel['endpoint']}, {NAMES[panel['side']]}", color=theme.of(panel["side"])
        )
    figure.supxlabel(f"threads (across) and processes (down); {unit}", fontsize=SMALLEST)
    return figure


def cells(axes: Axes, panel: dict, most: float, theme: Theme) -> None:
    for y, row in enumerate(panel["values"]):
        for x, value in enumerate(row):
            if value is None:
                continue
            fill = blended(theme.of(panel["side"]), theme.page, 0.08 + 0.92 * value / most)
            ink = max(INKS, key=lambda colour: contrast(colour, fill))
            axes.fill(
                [x - 0.48, x + 0.48, x + 0.48, x - 0.48],
                [y - 0.47, y - 0.47, y + 0.47, y + 0.47],
                color=fill,
            )
            axes.text(x, y, plain(value), ha="center", va="center", color=ink)
    axes.set_xticks(range(len(panel["threads"])), [str(one) for one in panel["threads"]])
    axes.set_yticks(range(len(panel["processes"])), [str(one) for one in panel["processes"]])
    axes.set_xlim(-0.5, len(panel["threads"]) - 0.5)
    axes.set_ylim(len(panel["processes"]) - 0.5, -0.5)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
