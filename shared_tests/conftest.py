"""The suite's options, how a run ends, and where the fixtures are."""

from __future__ import annotations

import importlib.util
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from xdist.workermanage import NodeManager  # type: ignore[import-untyped]

from shared_tests.harness import arguments, base_url
from shared_tests.harness.child_processes import end_cleanly, reraise_interrupt
from shared_tests.harness.implementations import IMPLEMENTATIONS, PASSWORD
from shared_tests.harness.results import Results, pytest_runtest_makereport

# Each of these folders needs tools of its own. It is collected where they are installed.
TOOLS = {
    "fuzzing": ("schemathesis",),
    "chromium": ("playwright",),
    "difference": ("flask", "django"),
}
collect_ignore = [
    folder for folder, tools in TOOLS.items() if not all(map(importlib.util.find_spec, tools))
]

__all__ = ["pytest_runtest_makereport"]  # pytest finds a hook by its name in this module
pytest_plugins = [f"shared_tests.fixtures.{name}" for name in ("servers", "browsers", "records")]

OF_WHAT_IS_TESTED: dict[str, dict[str, Any]] = {
    "--implementation": {
        "choices": sorted(IMPLEMENTATIONS),
        "help": "the implementation to prepare and start",
    },
    "--base-url": {
        "type": base_url.server,
        "help": "test the server at this URL instead of starting one",
    },
    "--password": {
        "help": f"the password of the demo users at --base-url (default: {PASSWORD})",
        "default": PASSWORD,
    },
    "--pages-alone": {
        "action": "store_true",
        "help": "check no security headers: for a first step of a new implementation",
    },
    "--admin-driver": {"help": "module:Class that drives the admin at --base-url"},
}
OF_HOW_IT_IS_SERVED: dict[str, dict[str, Any]] = {
    "--database": {
        "choices": ["sqlite", "postgresql"],
        "default": "sqlite",
        "help": "the kind of database",
    },
    "--production": {
        "action": "store_true",
        "help": "serve as deploy/ says: nginx, TLS, two gunicorns, PostgreSQL, Valkey",
    },
    "--programs": {
        "choices": ["wheels", "system"],
        "default": "wheels",
        "help": "where nginx, PostgreSQL and Valkey come from with --production",
    },
    "--demo-database": {
        "type": Path,
        "help": "a SQLite file with tables, catalogue and demo users, to save time",
    },
    "--cold-starts": {
        "action": "store_true",
        "help": "start each program as a new interpreter, not as a fork: slower",
    },
}
OF_THE_RUN: dict[str, dict[str, Any]] = {
    "--model-steps": {
        "type": arguments.at_least(1),
        "help": "random steps of the model with a new seed, for a long run",
    },
    "--model-seed": {"type": int, "help": "the seed of such a run, to repeat it"},
    "--results": {
        "type": arguments.output,
        "help": "write the outcome of each case to this JSON file",
    },
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bookshelf", "what is tested")
    for options in (OF_WHAT_IS_TESTED, OF_HOW_IT_IS_SERVED, OF_THE_RUN):
        for name, option in options.items():
            group.addoption(name, **option)


def pytest_configure(config: pytest.Config) -> None:
    end_cleanly()
    # Seconds that the workers of xdist have to stop what they started
    NodeManager.EXIT_TIMEOUT = 30
    if config.option.help:
        return
    if not (config.getoption("--implementation") or config.getoption("--base-url")):
        raise pytest.UsageError(
            "say what to test: --implementation=flask, --implementation=django or --base-url=URL"
        )
    if not hasattr(config, "workerinput") and (wrong := contradiction(config)):
        raise pytest.UsageError(wrong)
    if not config.getoption("--production"):
        collect_ignore.append("production")
        if config.getoption("--database") == "sqlite":
            collect_ignore.append("postgresql")
    file = config.getoption("--results")
    if file and not hasattr(config, "workerinput"):  # the workers of xdist report to this process
        config.pluginmanager.register(Results(file))


def contradiction(config: pytest.Config) -> str:
    """Why nothing could be tested with these options, in one line; empty when something can."""
    url, file = config.getoption("--base-url"), config.getoption("--demo-database")
    if url and config.getoption("--production"):
        return "--production starts servers of its own: leave it or --base-url out"
    if file and not file.is_file():
        return f"--demo-database: there is no file {file}"
    return base_url.silent(url) if url and not config.getoption("--collect-only") else ""


def pytest_keyboard_interrupt(excinfo: pytest.ExceptionInfo[BaseException]) -> None:
    """Let the workers of xdist begin to stop their servers: xdist itself would tell them late, and
    kill them soon after."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if (
        excinfo.type is not KeyboardInterrupt
        or "PYTEST_XDIST_WORKER" in os.environ
        or not children.exists()
    ):
        return
    for pid in children.read_text(encoding="utf-8").split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGINT)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    reraise_interrupt()  # Hypothesis catches the exception that interrupts it
