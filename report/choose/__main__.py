"""Asks a team at most ten questions and weighs the measured rows by the answers."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.prompt import Prompt

from report.choose.weighing import CLOSE, Question, Weighed, questions, weighed
from report.rows import measured
from report.rows.row import Row, Rows

NEUTRAL = "-"
NAMES = {"flask": "Flask", "django": "Django", "either": "Either"}


def main() -> None:
    arguments = parsed()
    console, asked = Console(), questions()
    if arguments.weights:
        show_weights(asked, console)
        return
    try:
        answers = read(arguments.team) if arguments.team else ask(asked, console)
        rows = measured()
        found = weighed(answers, asked, rows)
    except (ValueError, OSError) as error:
        raise SystemExit(f"{arguments.team or 'answers'}: {error}") from None
    text = record(answers, asked, found, rows)
    shown = Markdown(text) if console.is_terminal else text
    console.print(shown, markup=False, highlight=False, soft_wrap=True)
    if arguments.record:
        arguments.record.write_text(text, encoding="utf-8")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s choose --", description=__doc__)
    parser.add_argument(
        "team", nargs="?", type=Path, help="a TOML file with answers, as in report/choose/teams/"
    )
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="write a decision record of one page, in Markdown",
    )
    parser.add_argument(
        "--weights",
        action="store_true",
        help="print every question, answer, row and weight, and end",
    )
    return parser.parse_args()


def read(file: Path) -> dict[str, str]:
    """The answers of a team. Raises ValueError in words for a file that holds none."""
    try:
        answers = tomllib.loads(file.read_text(encoding="utf-8"))["answers"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(
            f'needs a table [answers] with lines like data = "staff" ({error})'
        ) from None
    return dict(answers)


def ask(asked: list[Question], console: Console) -> dict[str, str]:
    """One question after the other; Enter leaves one open."""
    answers = {}
    for number, one in enumerate(asked, 1):
        console.print(f"\n[bold]{number}. {one.asks}[/]")
        for name, answer in one.answers.items():
            console.print(f"   [cyan]{name}[/]: {answer.says}", highlight=False)
        said = Prompt.ask(
            "  ",
            choices=[*one.answers, NEUTRAL],
            default=NEUTRAL,
            show_choices=False,
            console=console,
        )
        if said != NEUTRAL:
            answers[one.name] = said
    return answers


def record(answers: dict[str, str], asked: list[Question], found: Weighed, rows: Rows) -> str:
    """The decision on one page, in Markdown."""
    lines = [f"# {NAMES[found.recommended]}", "", how_close(found), ""]
    lines += ["## What decided it", "", *(line(rows[name]) for name in found.deciding()), ""]
    lines += [
        "## What speaks against it",
        "",
        *([line(rows[name]) for name in found.against()] or ["- Nothing measured."]),
        "",
    ]
    lines += ["## What the team said", ""]
    for one in asked:
        said = one.answers[answers[one.name]].says if one.name in answers else "(left open)"
        lines.append(f"- {one.asks} {said}")
    return "\n".join(lines) + "\n"


def how_close(found: Weighed) -> str:
    score = abs(found.score)
    ahead = "Django" if found.score > 0 else "Flask"
    if found.recommended == "either":
        words = (
            f"It is close: {ahead} is ahead by {score:.2f}, and less than {CLOSE} is not "
            "enough to choose by."
        )
        return f"{words} Take what you know."
    words = f"{ahead} is ahead by {score:.2f}; 1 would be all rows as clear as can be,"
    return f"{words} and less than {CLOSE} would be too close to call."


def line(row: Row) -> str:
    flask, django = (
        f"{row[side]:,.0f}" if row[side] >= 100 else f"{row[side]:.3g}"
        for side in ("flask", "django")
    )
    return f"- {row.name}: Flask {flask}, Django {django} {row.unit} (`{row.command}`)"


def show_weights(asked: list[Question], console: Console) -> None:
    for one in asked:
        console.print(f"[bold]{one.name}[/]: {one.asks}")
        for name, answer in one.answers.items():
            weights = ", ".join(f"{row} {weight:g}" for row, weight in answer.rows.items())
            console.print(f"  [cyan]{name}[/] ({answer.says}): {weights}", highlight=False)


if __name__ == "__main__":
    main()
