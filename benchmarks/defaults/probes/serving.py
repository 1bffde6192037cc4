"""The check before serving."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.user import Site
from shared_tests.harness.implementations import run


def check_before_serving(site: Site) -> Finding:
    """A command says that this plain-HTTP set-up is not safe to serve"""
    implementation = site.subject.implementation
    done = run(implementation, *implementation.check, env=site.subject.env)
    missing = "No such command" in done.stderr
    return held_if(
        done.returncode == 1, "no such command" if missing else f"exit code {done.returncode}"
    )


ROWS = (check_before_serving,)
