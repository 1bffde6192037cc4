"""Asks a team at most ten questions and weights the measured rows by the answers."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.prompt import Prompt

from report.choose.questions import NEEDS, Answers, Chooser, chooser
from report.choose.record import record
from report.choose.shares import in_words, of_measured
from report.choose.texts import LANGUAGES, Texts, texts
from report.choose.weighing import weighed
from report.rows import measured
from shared_tests.harness.arguments import output, write

NEUTRAL = "-"


def main() -> None:
    parser = options()
    arguments = parser.parse_args()
    if (arguments.weights or arguments.shares) and (arguments.team or arguments.record):
        parser.error("--weights and --shares take no team and no --record")
    team, file = arguments.team, arguments.record
    if team and file and team.resolve() == file.resolve():
        parser.error("--record would replace the answers: name another file")
    console, asked, said = Console(), chooser(), texts(arguments.language)
    if arguments.weights:
        show_weights(asked, said, console)
        return
    if arguments.shares:
        show(in_words(of_measured(), asked, said), console)
        return
    try:
        answers = read(arguments.team) if arguments.team else ask(asked, said, console)
        asked.check(answers)  # before the rows are read, which is slow
    except (EOFError, RuntimeError):  # the second is raised when the input is closed
        parser.error("the answers ended before the questions: give a TOML file with them")
    except (ValueError, OSError) as error:
        parser.error(f"{arguments.team or 'answers'}: {error}")
    rows = measured()
    text = record(answers, asked, weighed(answers, asked, rows), rows, said)
    show(text, console)
    if arguments.record:
        write(arguments.record, text)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s choose --", description=__doc__)
    parser.add_argument(
        "team", nargs="?", type=Path, help="a TOML file with answers, as in report/choose/teams/"
    )
    parser.add_argument(
        "--record",
        type=output,
        metavar="FILE",
        help="write a decision record of one page, in Markdown",
    )
    parser.add_argument(
        "--weights",
        action="store_true",
        help="print every question, answer, row and weight, and end",
    )
    parser.add_argument(
        "--shares",
        action="store_true",
        help="print how many of all complete sets of answers lead to each recommendation, and end",
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of the questions and of the decision"
    )
    return parser


def show(text: str, console: Console) -> None:
    shown = Markdown(text) if console.is_terminal else text
    console.print(shown, markup=False, highlight=False, soft_wrap=True)


def read(file: Path) -> Answers:
    """The answers of a team. Raises ValueError with a message for an invalid file."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        answers = said.pop("answers")
    except (ValueError, KeyError, RecursionError) as error:
        raise ValueError(
            f'needs a table [answers] with lines like rules = "usual" ({error})'
        ) from None
    if not isinstance(answers, dict):
        raise ValueError('answers: needs a table [answers] with lines like rules = "usual"')
    if said:
        raise ValueError(f"move {', '.join(said)} under [answers]: only these are read")
    return dict(answers)


def ask(asked: Chooser, said: Texts, console: Console) -> Answers:
    """One question after the other; Enter leaves one open."""
    answers: dict[str, str | list[str]] = {}
    introduce(1, NEEDS, [*asked.features], said, console)
    while True:
        text = Prompt.ask(f"  {said.command('several')}", default=NEUTRAL, console=console)
        ticked = [name.strip() for name in text.split(",") if name.strip() not in ("", NEUTRAL)]
        try:
            asked.check_needs(ticked)
            break
        except ValueError as error:
            console.print(f"  {error}", highlight=False, markup=False)
    if ticked:
        answers[NEEDS] = ticked
    for number, (question, options) in enumerate(asked.questions.items(), 2):
        introduce(number, question, [*options], said, console)
        answer = Prompt.ask(
            "  ",
            choices=[*options, NEUTRAL],
            default=NEUTRAL,
            show_choices=False,
            console=console,
        )
        if answer != NEUTRAL:
            answers[question] = answer
    return answers


def introduce(number: int, question: str, names: list[str], said: Texts, console: Console) -> None:
    console.print(f"\n[bold]{number}. {said.asks(question)}[/]")
    for name in names:
        console.print(f"   [cyan]{name}[/]: {said.says(question, name)}", highlight=False)


def show_weights(asked: Chooser, said: Texts, console: Console) -> None:
    """The rows of each criterion for every team and for each feature, then the weight of each
    answer."""
    for criterion in asked.criteria:
        by, weight = said.command(criterion.by), f"{criterion.weight:g}"
        everyone = said.command("everyone", weight=weight) if criterion.weight else ""
        title = f"{said.criterion(criterion.name)} ({by}{everyone})"
        console.print(f"[bold]{criterion.name}[/]: {title}", highlight=False)
        rows = {said.command("always"): criterion.rows} | {
            name: one.rows.get(criterion.name, ()) for name, one in asked.features.items()
        }
        for name, listed in rows.items():
            if listed:
                console.print(f"  [cyan]{name}[/]: {'; '.join(listed)}", highlight=False)
    nothing = said.command("no_weight")
    for question, answers in asked.questions.items():
        console.print(f"[bold]{question}[/]: {said.asks(question)}", highlight=False)
        for name, answer in answers.items():
            weights = ", ".join(f"{one} {weight:g}" for one, weight in answer.weights.items())
            text = f"  [cyan]{name}[/] ({said.says(question, name)}): {weights or nothing}"
            console.print(text, highlight=False)


if __name__ == "__main__":
    main()
