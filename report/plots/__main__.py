"""Draws all plots of a recorded run into the folder plots beside its figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from report.plots.recorded import PLOTS, parts
from report.plots.style import save


def draw(folder: Path, console: Console) -> list[Path]:
    """The drawn files; prints a line for a plot whose part the run lacks."""
    found, files = parts(folder), list[Path]()
    for name, (part, prepare) in PLOTS.items():
        drawing = None
        try:
            drawing = prepare(found[part]) if part in found else None
        except KeyError as missing:
            console.print(f"[yellow]{name}: {part} of this run has no {missing}")
            continue
        except (TypeError, ValueError, AttributeError, IndexError) as error:
            console.print(f"[yellow]{name}: {part} of this run has another form: {error}")
            continue
        if drawing is None:
            console.print(f"[dim]{name}: not drawn, for this run has no figures of {part} for it")
            continue
        files += save(drawing, folder / "plots", name)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m report.plots", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of benchmarks/results")
    folder = parser.parse_args().folder
    if not folder.is_dir():
        raise SystemExit(f"no folder {folder}")
    console = Console()
    if not (drawn := draw(folder, console)):
        raise SystemExit(f"nothing to draw in {folder}: name a folder of benchmarks/results")
    for file in drawn:
        console.print(f"{file}", highlight=False, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
