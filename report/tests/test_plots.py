"""Plots are reproducible, readable on light and dark pages, and drawn from a run's parts."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from report.plots.__main__ import draw, main
from report.plots.colours import THEMES, Theme, contrast
from report.plots.growing import footprint, growth
from report.plots.load import latency, servers
from report.plots.pools import INKS, heat_map
from report.plots.requests import ratios, waterfall
from report.plots.style import SMALLEST, WIDTH, Draw, plain, save

NARROWEST = 400  # CSS pixels


def around(value: float) -> dict[str, float]:
    return {"median": value, "low": value * 0.9, "high": value * 1.2}


BOTH = {"flask": around(12), "django": around(17)}
VALUES = [[100, 200, None], [150.5, 1_200, 90]]
PANEL = {"endpoint": "catalogue", "processes": [1, 2], "threads": [1, 4, 8], "values": VALUES}
TIMES = {"flask": {1_000: 2.0, 100_000: 3.5}, "django": {1_000: 4.0, 100_000: 40.0}}
RATES: list[dict[str, float | None]] = [
    {"rate": 50, "p50": 4, "p99": 9},
    {"rate": 400, "p50": 9, "p99": None},
]
PACKAGES: dict[str, list[float | None]] = {"flask": [7, None, 12], "django": [3, 3, 3]}
STEPS = [("framework", 0.8), ("templates", 1.4), ("sessions", 1.3)]
DRAWN: dict[str, Draw] = {
    "ratios": partial(ratios, {"catalogue": BOTH, "a book": BOTH}, (0.97, 1.04)),
    "waterfall": partial(waterfall, 0.44, {"flask": STEPS, "django": STEPS[:2]}, "instructions"),
    "servers": partial(
        servers, {"gunicorn sync": BOTH | {"baseline": around(9_000)}}, "requests a second"
    ),
    "heat map": partial(
        heat_map, [PANEL | {"side": side} for side in ("flask", "django")], "requests a second"
    ),
    "growth": partial(
        growth, {page: {"SQLite": TIMES, "PostgreSQL": TIMES} for page in ("list", "search", "API")}
    ),
    "footprint": partial(footprint, ["one file", "+ ORM", "+ admin"], {"packages": PACKAGES}),
    "latency": partial(latency, {"flask": RATES, "django": RATES}),
}


@pytest.fixture(params=DRAWN, scope="module")
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return save(DRAWN[request.param], tmp_path_factory.mktemp("plots"), "plot")


def test_each_plot_is_drawn_for_both_pages(files: list[Path]) -> None:
    assert [file.name for file in files] == ["plot-light.svg", "plot-dark.svg"]
    assert all("Flask" in file.read_text(encoding="utf-8") for file in files)


def test_a_plot_is_the_same_when_it_is_drawn_again(tmp_path: Path) -> None:
    first, second = (
        save(DRAWN["heat map"], tmp_path / folder, "plot") for folder in ("first", "second")
    )
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_text_is_text_and_large_enough_on_a_narrow_page(files: list[Path]) -> None:
    written = files[0].read_text(encoding="utf-8")
    width = float(re.search(r'<svg[^>]* width="([\d.]+)pt"', written)[1])  # type: ignore[index]
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: (?:\w+ )?([\d.]+)px", written)]
    assert width == pytest.approx(72 * WIDTH)
    assert sizes
    assert min(sizes) * NARROWEST / width >= 11
    assert min(sizes) == SMALLEST


def test_nothing_is_painted_behind_the_plot(files: list[Path]) -> None:
    patch = re.search(r'<g id="patch_1">(.*?)</g>', files[0].read_text(encoding="utf-8"), re.DOTALL)
    assert patch is None or "fill: none" in patch[1] or "opacity: 0" in patch[1]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_colours_can_be_read_on_their_page(theme: Theme) -> None:
    colours = {
        "ink": theme.ink,
        "flask": theme.flask,
        "django": theme.django,
        "baseline": theme.baseline,
    }
    assert {name: one for name, one in colours.items() if contrast(one, theme.page) < 4.5} == {}


def test_figures_can_be_read_on_every_grey() -> None:
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]
    assert min(max(contrast(ink, grey) for ink in INKS) for grey in greys) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.5, "0.5"), (9.4, "9.4"), (12.6, "13"), (3400, "3,400"), (1_234_000, "1.23 M")],
)
def test_numbers_are_plain(value: float, text: str) -> None:
    assert plain(value) == text


def test_a_run_is_drawn_as_far_as_it_was_recorded(tmp_path: Path) -> None:
    steps = {
        side: [{"name": "framework", "instructions": [8e6, 9e6]}] for side in ("flask", "django")
    }
    facts = {"steps": steps, "baseline": {"instructions": [4e6]}}
    (tmp_path / "steps.json").write_text(json.dumps(facts), encoding="utf-8")
    console = Console(record=True, width=100)
    drawn = draw(tmp_path, console)
    assert {file.name for file in drawn} == {"steps-light.svg", "steps-dark.svg"}
    assert "growth: not drawn" in console.export_text()
    assert "+4.5" in drawn[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["{", '"text"', "\udcff"], ids=["half", "no object", "no UTF-8"])
def test_a_file_of_a_run_that_is_broken_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "steps.json").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(SystemExit, match=r"steps\.json"):
        draw(tmp_path, Console())


def test_a_folder_without_figures_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "steps.json").write_text('{"steps": 3}', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["plots", str(tmp_path)])
    with pytest.raises(SystemExit, match="nothing to draw"):
        main()
