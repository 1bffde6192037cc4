"""Generated lines and configuration lines, besides the own lines of both sides."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common.features import features
from benchmarks.common.source import ROOT, Piece, piece
from benchmarks.minimal.steps import steps
from benchmarks.minimal.subjects import KINDS, file_of, settings

GENERATORS: dict[str, tuple[tuple[str, ...], ...]] = {
    "Flask": (),
    "Flask-Migrate": (
        ("flask", "--app", f"{ROOT}/flask_impl", "db", "init", "--directory", "migrations"),
    ),
    "Django": (("django", "startproject", "config", "."), ("django", "startapp", "books")),
}
"""The commands that generate files for a new project; each runs as ``python -m`` in an empty
folder. Flask's own commands (``run``, ``shell``, ``routes``) write none."""
MIGRATIONS = {"flask": "migrations/versions/*.py", "django": "*/migrations/0*.py"}
SETTINGS = ("settings.configure", "app.config")


def scaffolding() -> dict[str, dict]:
    """The files of each generator in an empty folder."""
    found = {}
    for name, commands in GENERATORS.items():
        with TemporaryDirectory() as folder, TemporaryDirectory() as data:
            for command in commands:
                env = settings(Path(data)) | {"PYTHONPATH": str(ROOT)}
                run = [sys.executable, "-B", "-m", *command]
                subprocess.run(run, cwd=folder, env=env, check=True, capture_output=True)
            found[name] = counted(Path(folder), "*") | {
                "commands": [" ".join(one) for one in shown(commands)]
            }
    return found


def shown(commands: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Without the path of this repository."""
    return [tuple(word.removeprefix(f"{ROOT}/") for word in command) for command in commands]


def counted(folder: Path, pattern: str) -> dict[str, int]:
    """Files, all their lines, and the lines of them that hold Python code."""
    files = [
        file for file in sorted(folder.rglob(pattern)) if file.is_file() and file.suffix != ".pyc"
    ]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    python = [
        Piece(file.name, "", text).lines for file, text in texts.items() if file.suffix == ".py"
    ]
    return {
        "files": len(files),
        "lines": sum(len(text.splitlines()) for text in texts.values()),
        "code_lines": sum(python),
    }


def kinds(side: str) -> dict[str, dict]:
    """Own lines of code of each one file and at parity, those of them that configure, and generated
    ones beside them."""
    (configuration,) = (one for one in features() if one.name == "Configuration")
    small = {
        step: {"own": found.lines, "configuration": setting_lines(step, side)}
        for step, found in zip(KINDS, steps(side), strict=False)
    }
    return small | {
        "parity": {
            "own": steps(side)[-1].lines,
            "configuration": configuration.lines(side),
            "generated": counted(ROOT / f"{side}_impl", MIGRATIONS[side])["code_lines"],
        },
    }


def setting_lines(step: str, side: str) -> int:
    """Lines of the statements of the one file that set the framework's own settings."""
    body = ast.parse(piece(file_of(step, side)).text).body
    own = [
        node
        for node in body
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith(SETTINGS)
    ]
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in own)
