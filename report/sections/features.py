"""The generated parts about each feature: code by name, counted lines, and test cases."""

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
    """A feature on both sides: cost and reason, the essential code, and the test cases."""
    one = named(name)
    return "\n".join([cost(one), code(one), proof(one)])


def code(one: Feature) -> str:
    """The shown pieces of both sides, one below the other, folded."""
    blocks = [f"**{side.title()}:** {block(piece)}" for side in SIDES for piece in one.shown[side]]
    listed = "\n\n".join(blocks)
    return f"<details><summary>The code of both sides</summary>\n\n{listed}\n\n</details>\n"


def block(piece: Piece) -> str:
    """A piece of code under a link to its file."""
    language = LANGUAGES[piece.file[piece.file.rindex(".") :]]
    return f"[`{piece.file}`]({piece.file})\n\n```{language}\n{piece.text.strip()}\n```"


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
    """The cases by name under links to their files, folded, with the command that runs them."""
    if not one.cases:
        return "Tested by every test case, and by the tests in each side's own folder.\n"
    listed = {module: sentences(module) for module in one.cases}
    counted = sum(map(len, listed.values()))
    command = f'`nox -s flask django -- -k "{" or ".join(one.cases)}"`'
    parts = [f"<details><summary>{counted} test cases that both sides pass</summary>", command]
    for module, each in listed.items():
        file = file_of(module).relative_to(ROOT).as_posix()
        parts += [f"[`{file}`]({file})", "\n".join(f"- {sentence}" for sentence in each)]
    return "\n\n".join([*parts, "</details>"]) + "\n"


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
    """All features in a table: passed test cases and own lines."""
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
        ["feature", "cases passed, Flask", "Django", "own lines, Flask", "Django"], rows, "lrrrr"
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
