"""Which cases execute a line of a side, and a choice among them: recorded by traced.py, kept beside
the results."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, zip_longest
from pathlib import Path

from shared_tests.harness.implementations import ROOT
from shared_tests.mutation.record import RESULTS
from shared_tests.mutation.traced import PREPARATION

MOST_CASES, MOST_SECONDS = 60, 30.0
OF_COMMANDS = ["shared_tests/test_configuration.py", "shared_tests/test_seed.py"]
OF_ONE_FUNCTION = 2  # one case of a function sees nearly what the others see


@dataclass
class Choice:
    """For each module: the cases of a line, by the text of the line, and those of the module as a
    whole."""

    lines: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    modules: dict[str, list[str]] = field(default_factory=dict)
    preparation: dict[str, list[str]] = field(default_factory=dict)
    """Lines that only the preparation of the database executes."""

    def of(self, file: str, line: int) -> list[str]:
        """The cases that execute this line. For a line that no request executes: those of its
        neighbours and its module."""
        texts = [
            text.strip() for text in (ROOT / file).read_text(encoding="utf-8").splitlines()[:line]
        ]
        known = self.lines.get(file, {})
        # Commands and the configuration: their faults may show anywhere
        if not self.modules.get(file):
            return list(dict.fromkeys([*known.get(texts[-1], []), *OF_COMMANDS, *self.anywhere()]))
        if self.is_preparation(file, line):
            return self.anywhere()
        if texts[-1] in known:
            return known[texts[-1]]
        near = next((known[text] for text in reversed(texts[-5:]) if text in known), [])
        return list(dict.fromkeys([*near, *self.modules[file]]))

    def anywhere(self) -> list[str]:
        """One case of each function that any module names, as many as fit."""
        functions = {
            case.partition("[")[0]: case
            for cases in self.modules.values()
            for case in reversed(cases)
        }
        return sorted(functions.values(), key=lambda case: sha256(case.encode()).digest())[
            :MOST_CASES
        ]

    def is_preparation(self, file: str, line: int) -> bool:
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[line - 1].strip()
        return text in self.preparation.get(file, []) or file not in self.modules


def various(cases: Iterable[str], seconds: dict[str, float]) -> list[str]:
    """Some of them from as many files and functions as possible, the fastest of each."""
    of_file: dict[str, list[str]] = defaultdict(list)
    of_function: Counter[str] = Counter()
    for case in sorted(set(cases) & set(seconds), key=lambda case: (seconds[case], case)):
        function = case.partition("[")[0]
        of_function[function] += 1
        if of_function[function] <= OF_ONE_FUNCTION:
            of_file[case.partition("::")[0]].append(case)
    chosen: list[str] = []
    left = MOST_SECONDS
    for case in filter(None, chain.from_iterable(zip_longest(*of_file.values()))):
        if len(chosen) < MOST_CASES and seconds[case] <= left:
            left -= seconds[case]
            chosen.append(case)
    return chosen


def of_module(of_line: dict[str, set[str]], seconds: dict[str, float]) -> list[str]:
    """For code outside of functions: two cases of each line, those of rarely executed lines
    first."""
    chosen: dict[str, None] = {}
    for cases in sorted(of_line.values(), key=len):
        chosen |= dict.fromkeys(various(cases, seconds)[:2])
    return list(chosen)[:MOST_CASES]


def from_trace(folder: Path) -> Choice:
    """What coverage.py wrote while traced.py ran the suite."""
    from coverage import Coverage  # imported here because only a new recording needs it

    seconds = json.loads((folder / "seconds.json").read_text(encoding="utf-8"))
    coverage = Coverage(data_file=folder / "combined", config_file=False)
    coverage.combine([str(file) for file in folder.glob("data.*")], keep=True)
    data, choice = coverage.get_data(), Choice()
    for measured in sorted(
        file for file in data.measured_files() if file.endswith(".py")
    ):  # Jinja compiles templates too
        name = str(Path(measured).relative_to(ROOT))
        texts = Path(measured).read_text(encoding="utf-8").splitlines()
        of_line: dict[str, set[str]] = defaultdict(set)
        started: dict[str, set[str]] = defaultdict(set)
        for line, contexts in data.contexts_by_lineno(measured).items() if texts else ():
            for context in contexts:
                _process, request, case = context.rpartition("|")
                (of_line if request else started)[texts[line - 1].strip()].add(case)
        choice.modules[name] = of_module(of_line, seconds)
        choice.lines[name] = {text: various(cases, seconds) for text, cases in of_line.items()}
        for text in set(started) - set(of_line):
            if started[text] == {PREPARATION}:
                choice.preparation.setdefault(name, []).append(text)
            elif PREPARATION not in started[text]:  # what an import executes, each process executes
                choice.lines[name][text] = various(started[text], seconds)
    return choice


def path(side: str) -> Path:
    return RESULTS / f"cases-{side}.json"


def save(side: str, choice: Choice) -> None:
    """Each case is written once, and lists name it by its number."""
    cases = sorted(
        {case for lines in choice.lines.values() for chosen in lines.values() for case in chosen}
    )
    cases = sorted({*cases, *(case for chosen in choice.modules.values() for case in chosen)})
    number = {case: index for index, case in enumerate(cases)}
    document = {
        "cases": cases,
        "modules": {
            file: [number[case] for case in chosen] for file, chosen in choice.modules.items()
        },
        "lines": {
            file: {
                text: [number[case] for case in chosen] for text, chosen in sorted(lines.items())
            }
            for file, lines in choice.lines.items()
        },
        "preparation": {file: sorted(texts) for file, texts in choice.preparation.items()},
    }
    RESULTS.mkdir(exist_ok=True)
    path(side).write_text(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def load(side: str) -> Choice:
    document = json.loads(path(side).read_text(encoding="utf-8"))
    cases = document["cases"]
    return Choice(
        {
            file: {text: [cases[number] for number in chosen] for text, chosen in lines.items()}
            for file, lines in document["lines"].items()
        },
        {
            file: [cases[number] for number in chosen]
            for file, chosen in document["modules"].items()
        },
        document["preparation"],
    )
