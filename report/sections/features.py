"""The generated parts about each feature: code cut out by name, lines counted, and the cases that
prove it."""

from __future__ import annotations

import ast
from pathlib import Path

from benchmarks.common.features import SIDES, Feature, features
from benchmarks.common.source import ROOT, Piece
from report.markdown import table
from report.records import PYTHONS, recorded
from report.rows import measured
from report.rows.row import Row, short

LANGUAGES = {".py": "python", ".html": "html+jinja", ".js": "javascript", ".toml": "toml"}


def named(name: str) -> Feature:
    (found,) = [one for one in features() if one.name == name]
    return found


def feature(name: str) -> str:
    """A feature on both sides: what it costs and why, the code that matters, and the cases that
    prove it."""
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
        [
            "own lines of templates and scripts",
            *(f"{one.lines(side) - one.lines(side, '.py'):,}" for side in SIDES),
        ],
        ["packages chosen", *(", ".join(one.packages[side]) or "none" for side in SIDES)],
        ["packages installed for it", *own(measured()[f"packages of {one.name}"])],
    ]
    return table(["", "Flask", "Django"], rows, "lrr") + f"\n**Why.** {one.why}\n"


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
    names = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    return [name.removeprefix("test_").replace("_s_", "'s ").replace("_", " ") for name in names]


def overview() -> str:
    """All features in a table: cases kept, own lines, add-ons."""
    listed, facts, lines = features(), recorded(PYTHONS[-1]), measured()
    kept = {row["name"]: row["cases"] for row in facts["features"]}
    rows = [
        [f"[{one.name}](docs/FEATURES.md#{anchor(one.name)})"]
        + [of(kept[one.name][side]) for side in SIDES]
        + own(lines[f"own lines, {one.name}"])
        for one in listed
    ]
    total = own(lines["own lines, all"])
    cases = [of(facts["total_cases"][side]) for side in SIDES]
    rows.append(["**all**", *cases, *(f"**{one}**" for one in total)])
    return table(
        ["feature", "cases kept, Flask", "Django", "own lines, Flask", "Django"], rows, "lrrrr"
    )


def own(row: Row) -> list[str]:
    """The figure of each side."""
    return [short(row[side]) for side in SIDES]


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def contents() -> str:
    """Links to the parts of the page of features."""
    names = [*(one.name for one in features()), "How it looks"]
    return " · ".join(f"[{name}](#{anchor(name)})" for name in names) + "\n"


def of(counted: list[int]) -> str:
    return f"{counted[0]} of {counted[1]}" if counted[1] else "–"
