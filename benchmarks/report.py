"""The generated blocks of COMPARISON.md: code cut out by name, lines counted, figures from one named run."""

from __future__ import annotations

import ast
import json
import statistics
from functools import cache
from pathlib import Path

from benchmarks.features import SIDES, Feature, features
from benchmarks.lock import closure
from benchmarks.source import ROOT, Piece

RUN = "2026-11-25-debian12-2cores"
"""The folder of benchmarks/results from which every measured figure comes."""
FILES = ROOT / "benchmarks" / "results" / RUN
PYTHONS = ("py3.11", "py3.13")
LANGUAGES = {".py": "python", ".html": "html+jinja", ".js": "javascript", ".toml": "toml"}


@cache
def recorded(name: str) -> dict:
    """A file of the named run. Raises FileNotFoundError when it was not recorded."""
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def table(heading: list[str], rows: list[list[str]], align: str = "") -> str:
    """A Markdown table; ``align`` has a letter a column, ``r`` for figures."""
    rule = ["---:" if letter == "r" else "---" for letter in align.ljust(len(heading), "l")]
    lines = [" | ".join(row) for row in (heading, rule, *rows)]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def picture(light: str, dark: str, seen: str, made_by: str, size: str = "") -> str:
    """The light file, or the dark one for readers who prefer it. Raises FileNotFoundError when one is not there."""
    for name in (light, dark):
        if not (ROOT / name).is_file():
            raise FileNotFoundError(f"{name}: run {made_by}")
    source = f'<source media="(prefers-color-scheme: dark)" srcset="{dark}">'
    return f'<picture>{source}<img src="{light}"{size} alt="{seen}"></picture>'


def named(name: str) -> Feature:
    (found,) = [one for one in features() if one.name == name]
    return found


def feature(name: str) -> str:
    """A feature on both sides: what it costs and why, the code that matters, and the cases that prove it."""
    one = named(name)
    return "\n".join([cost(one), code(one), proof(one)])


def code(one: Feature) -> str:
    """The shown pieces of both sides in one row, folded."""
    cells = ["\n\n".join(block(piece) for piece in one.shown[side]) for side in SIDES]
    header = "<table>\n<tr><th>Flask</th><th>Django</th></tr>\n<tr><td>"
    row = f"{header}\n\n{cells[0]}\n\n</td><td>\n\n{cells[1]}\n\n</td></tr>\n</table>"
    return f"<details><summary>The code, side by side</summary>\n\n{row}\n\n</details>\n"


def block(piece: Piece) -> str:
    """A piece of code under the name of its file."""
    language = LANGUAGES[piece.file[piece.file.rindex(".") :]]
    return f"`{piece.file}`\n\n```{language}\n{piece.text.strip()}\n```"


def cost(one: Feature) -> str:
    rows = [
        ["own lines of Python", *(f"{one.lines(side, '.py'):,}" for side in SIDES)],
        ["own lines of templates and scripts", *(f"{one.lines(side) - one.lines(side, '.py'):,}" for side in SIDES)],
        ["packages chosen", *(", ".join(one.packages[side]) or "none" for side in SIDES)],
        ["packages installed for it", *(f"{installed_for(one, side)}" for side in SIDES)],
    ]
    return table(["", "Flask", "Django"], rows, "lrr") + f"\n**Why.** {one.why}\n"


def installed_for(one: Feature, side: str) -> int:
    """Packages that the feature's own choices bring, beyond those that the framework brings anyway."""
    named = [package.partition(" ")[0] for package in one.packages[side]]
    framework = set() if side in (name.lower() for name in named) else closure(side)
    return len(closure(*named) - framework)


def proof(one: Feature) -> str:
    """The cases by name, folded, with the command that runs them."""
    if not one.cases:
        return "Proved by every case, and by the tests of each side's own folder.\n"
    listed = [f"- {sentence}" for module in one.cases for sentence in sentences(module)]
    counted = f"{len(listed)} sentences of the specification, each one case or more"
    summary = f"<details><summary>Proved on both sides: {counted}</summary>\n\n"
    command = f'`nox -s flask django -- -k "{" or ".join(one.cases)}"`'
    return f"{summary}{command}\n\n" + "\n".join(listed) + "\n\n</details>\n"


def file_of(module: str) -> Path:
    (file,) = (ROOT / "shared_tests").rglob(f"{module}.py")
    return file


def sentences(module: str) -> list[str]:
    """The names of a module's cases as sentences."""
    tree = ast.parse(file_of(module).read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [name.removeprefix("test_").replace("_s_", "'s ").replace("_", " ") for name in names]


def overview() -> str:
    """All features in a table: cases kept, own lines, add-ons."""
    listed, facts = features(), recorded(PYTHONS[-1])
    kept = {row["name"]: row["cases"] for row in facts["features"]}
    rows = [
        [f"[{one.name}](FEATURES.md#{anchor(one.name)})"]
        + [of(kept[one.name][side]) for side in SIDES]
        + [f"{one.lines(side):,}" for side in SIDES]
        for one in listed
    ]
    total = [f"{sum(one.lines(side) for one in listed):,}" for side in SIDES]
    cases = [of(facts["total_cases"][side]) for side in SIDES]
    rows.append(["**all**", *cases, *(f"**{one}**" for one in total)])
    return table(["feature", "cases kept, Flask", "Django", "own lines, Flask", "Django"], rows, "lrrrr")


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def contents() -> str:
    """Links to the parts of the page of features."""
    names = [*(one.name for one in features()), "How it looks"]
    return " · ".join(f"[{name}](#{anchor(name)})" for name in names) + "\n"


def of(counted: list[int]) -> str:
    return f"{counted[0]} of {counted[1]}" if counted[1] else "–"


def footprint() -> str:
    """Packages, megabytes and start-up on both Pythons, from the named run."""
    found = [(side, recorded(python)["footprint"][side]) for python in PYTHONS for side in SIDES]
    heading = ["", *(f"{side.title()} {one['framework']}" for side, one in found)]
    rows = [
        ["Python", *(one["python"] for _, one in found)],
        ["packages", *(f"{len(one['packages'])}" for _, one in found)],
        ["megabytes on disk", *(f"{one['bytes'] / 1e6:.1f}" for _, one in found)],
        ["start-up, median ms", *(f"{1000 * one['start_seconds']['median']:.0f}" for _, one in found)],
        ["least to most, ms", *(spread(one["start_seconds"]) for _, one in found)],
    ]
    return table(heading, rows, "lrrrr") + "\n" + verdict_on_start_up()


def spread(time: dict) -> str:
    return f"{1000 * time['min']:.0f}–{1000 * time['max']:.0f} (n={time['n']})"


def verdict_on_start_up() -> str:
    """Which starts faster on each Python, or that no difference can be seen."""
    said = []
    for python in PYTHONS:
        flask, django = (recorded(python)["footprint"][side]["start_seconds"] for side in SIDES)
        if flask["min"] <= django["max"] and django["min"] <= flask["max"]:
            said.append(f"{python}: no clear difference")
        else:
            said.append(f"{python}: Flask takes {flask['median'] / django['median']:.2f} × Django's time")
    return f"Start-up: {'; '.join(said)}.\n"


def growth() -> str:
    """What pages of a small and of a large catalogue cost on both sides and databases, from the named run."""
    facts = recorded("growth")
    small, large = str(facts["sizes"][0]), str(facts["sizes"][-1])
    columns = [(database, side) for database in facts["times"] for side in SIDES]
    pages = [page for page in facts["ratios"][columns[0][0]][SIDES[0]] if page != "export"]
    rows = [[page, *(grown(facts, database, side, page, small, large) for database, side in columns)] for page in pages]
    heading = ["page", *(f"{side.title()}, {database}" for database, side in columns)]
    words = f"Medians with {int(small):,} and with {int(large):,} books, in ms, and their ratio."
    return table(heading, rows, "l" + "r" * len(columns)) + f"\n{words}\n"


def grown(facts: dict, database: str, side: str, page: str, small: str, large: str) -> str:
    """``9.3 → 9.7 (1.04)``"""
    times = facts["times"][database][side][page]
    few, many = (1000 * statistics.median(times[size]) for size in (small, large))
    return f"{few:.1f} → {many:.1f} ({facts['ratios'][database][side][page]:.2f})"


def where_from() -> str:
    """The run that the figures come from; its parts may be of several days."""
    dates = sorted({recorded(file.stem)["run"]["date"] for file in FILES.glob("*.json")})
    machine = recorded(PYTHONS[-1])["run"]["machine"]
    where = f"the figures are in `benchmarks/results/{RUN}`, and each of its files names its date and commit"
    return f"Measured on {' and '.join(dates)} on {machine}; {where}.\n"
