"""The steps from nothing to the whole project, in the order in which their differences are taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.source import ROOT, piece
from shared_tests.implementations import IMPLEMENTATIONS

FOLDER = "benchmarks/steps"
STEP = "CATALOGUE_STEP"
"""The variable that says up to which step an application is built; a number from 1."""
STEPS = (
    "framework",
    "ORM",
    "search and pages",
    "templates",
    "sessions and sign-in",
    "CSRF",
    "headers and checks",
    "the rest",
)
WHAT = {
    "floor": "a bare WSGI callable, sqlite3 and f-strings",
    "framework": "routes, request and response objects",
    "ORM": "the models, the pool of connections, a transaction",
    "search and pages": "the view: its parameters checked, pages counted",
    "templates": "the templates, addresses reversed",
    "sessions and sign-in": "who asks",
    "CSRF": "tokens",
    "headers and checks": "security headers, host and body checked",
    "the rest": "admin, throttling, messages, request id, logging: the whole project",
}
SOURCES = {
    "flask": (f"{FOLDER}/flask_steps.py",),
    "django": (f"{FOLDER}/django_settings.py", f"{FOLDER}/django_urls.py"),
}
"""What was written for the steps of a side, beside the page of f-strings that both share."""


@dataclass(frozen=True)
class Application:
    """One side up to a step, as something to import and to ask."""

    name: str
    side: str
    number: int
    wsgi: str
    chdir: Path
    env: dict[str, str]


def application(side: str, number: int) -> Application:
    """The application of the step; the last one is the project as it is served."""
    whole = IMPLEMENTATIONS[side]
    chdir, env = ROOT / whole.chdir, {"PYTHONPATH": str(ROOT)}
    if number < len(STEPS):
        env[STEP] = str(number)
    if number < len(STEPS) and side == "django":
        env["DJANGO_SETTINGS_MODULE"] = "benchmarks.steps.django_settings"
    stepwise = side == "flask" and number < len(STEPS)
    wsgi = "benchmarks.steps.flask_steps:app" if stepwise else whole.wsgi
    return Application(STEPS[number - 1], side, number, wsgi, chdir, env)


def applications(side: str, *numbers: int) -> list[Application]:
    """All steps of a side, or those with these numbers."""
    return [application(side, number) for number in numbers or range(1, len(STEPS) + 1)]


def lines(side: str) -> int:
    """Lines of code of the steps of a side."""
    return sum(piece(file).lines for file in SOURCES[side])
