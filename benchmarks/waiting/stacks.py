"""The stacks that are compared: an application of each, what serves it, and what it differs in from
the synchronous view."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.common.source import code_lines
from benchmarks.load.programs import GUNICORN, Program

APPS = Path(__file__).with_name("apps")
PACKAGE = "benchmarks.waiting.apps"
WAIT = 0.02
"""Seconds after which the upstream responds, and that the database takes for a query."""
ROUTES = ("after", "at-once")
"""Both waits one after the other, and at once."""
THREADED = (*GUNICORN, "--worker-class=gthread", "--keep-alive=75")


def threads(number: int) -> Program:
    options = (*THREADED, f"--threads={number}", "{app}")
    return Program(f"gunicorn, {number} threads", "gunicorn", options, threads=number)


# More connections than there are clients
GREEN = ("--worker-class=gevent", "--worker-connections=2000", "--keep-alive=75", "{app}")
GEVENT = Program("gunicorn, gevent", "gevent", (*GUNICORN, *GREEN), threads=1)
# Not load's: Quart has something to do when it starts
LOOPED = ("--port={port}", "--no-access-log", "--log-level=warning", "{app}")
UVICORN = Program(
    "uvicorn", "uvicorn", ("-m", "uvicorn", *LOOPED), threads=1, takes_socket=False, asgi=True
)
FEW, MANY = threads(8), threads(64)


USED = "WAITING_MIDDLEWARE"
"""The variable that names a list of middleware of Django's applications."""


@dataclass(frozen=True)
class Stack:
    """``module`` is the one of ``apps`` that a reader opens; ``served`` is what the server is
    given."""

    name: str
    side: str
    module: str
    served: str
    program: Program
    env: dict[str, str] = field(default_factory=dict)
    fails: bool = False
    """Whether it is known to fail when several clients ask at once: it is served to show how."""

    def lines_changed(self) -> int:
        """Lines of the application that the synchronous one of its side does not have."""
        prefix = "catalogue_" if self.module.startswith("catalogue_") else ""
        return lines_changed(f"{prefix}{self.side}_sync", self.module)


def lines_changed(before: str, after: str) -> int:
    """Lines of code of one module that are new or others than in another one."""
    old, new = (code_of(module) for module in (before, after))
    steps = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return sum(end - begin for tag, _, _, begin, end in steps if tag in ("insert", "replace"))


def code_of(module: str) -> list[str]:
    source = (APPS / f"{module}.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    return [lines[number - 1].strip() for number in sorted(code_lines(source))]


def stack(
    name: str, side: str, module: str, program: Program, middleware: str = "", fails: bool = False
) -> Stack:
    """Of an application with its own server entry."""
    named = "application" if module.startswith("django") else "app"
    env = {USED: middleware} if middleware else {}
    return Stack(name, side, module, f"{PACKAGE}.{module}:{named}", program, env, fails)


def both(name: str, module: str, program: Program, fails: bool = False) -> tuple[Stack, ...]:
    """The same on both sides."""
    return tuple(
        stack(f"{side.title()}, {name}", side, f"{side}_{module}", program, fails=fails)
        for side in ("flask", "django")
    )


FLASK_THREADS, DJANGO_THREADS = both("64 threads", "sync", MANY)
STACKS = (
    *both("8 threads", "sync", FEW),
    *(FLASK_THREADS, DJANGO_THREADS),
    *both("gevent", "sync", GEVENT),
    *both("coroutines, 64 threads", "async", MANY),
    *both("coroutines, gevent", "async", GEVENT, fails=True),
    stack("Quart, event loop", "flask", "quart_async", UVICORN),
    stack("Django, event loop", "django", "django_asgi", UVICORN),
    stack("Django, 64 threads, usual middleware", "django", "django_sync", MANY, "usual"),
    stack("Django, event loop, usual middleware", "django", "django_asgi", UVICORN, "usual"),
    stack(
        "Django, event loop, one synchronous middleware",
        "django",
        "django_asgi",
        UVICORN,
        "synchronous",
    ),
)
LEFT_OUT = tuple(one for one in STACKS if one.program is FEW or one.env.get(USED) == "usual")
"""Of a quick run: those whose application and middleware another one has too."""
AGAIN = replace(FLASK_THREADS, name="Flask, 64 threads, again")
"""The same a second time: what differs between the two is noise."""
