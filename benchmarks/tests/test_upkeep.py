"""The outcome on other releases is counted from runs, and a fault is detected."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.common.source import ROOT
from benchmarks.upkeep import __main__ as program
from benchmarks.upkeep import environments, outcomes, typed, upgrades, window
from benchmarks.upkeep.pairs import Upgrade
from benchmarks.upkeep.registry import Release
from shared_tests.harness.copies import copy


def test_tests_and_migrations_are_not_counted_as_typed():
    head = "Name Anys Exprs Coverage\n----\n"
    lines = " books.views 1 10 90.00%\n tests.test_a 9 9 0.00%\n books.migrations.0001 9 9 0.00%\n"
    end = "----\nTotal 19 28 32.14%\n"
    assert typed.counted(head + lines + end) == {"modules": 1, "expressions": 10, "unknown": 1}


def test_failures_of_one_reason_are_one_group():
    cases = {
        name: {"outcome": "failed", "why": f"OSError: /tmp/{name}/file: 0x12ab"} for name in "ab"
    }
    found = window.counted(cases | {"c": {"outcome": "passed", "why": ""}})
    assert (found["passed"], found["failed"]) == (1, 2)
    assert found["reasons"] == [{"why": "OSError: …file: …", "cases": 2, "first": "a"}]


def test_the_last_error_of_a_traceback_is_the_reason():
    log = "Traceback (most recent call last):\n  x\nKeyError: 'A'\n2026 INFO end\n"
    assert outcomes.last_error(log) == "KeyError: 'A'"


def test_a_python_that_is_not_here_does_not_install():
    with pytest.raises(environments.DoesNotInstall, match=r"there is no Python 3\.99 here"):
        environments.interpreter("3.99")


def test_a_python_that_pyenv_does_not_select_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shim, chosen = tmp_path / "shims/python3.99", tmp_path / "versions/3.99.1/bin/python3.99"
    for file, does in ((shim, "exit 127"), (chosen, 'printf "3.99\\n$0\\n"')):
        file.parent.mkdir(parents=True)
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)
    monkeypatch.setenv("PATH", str(shim.parent), prepend=":")
    assert environments.interpreter("3.99") == chosen


def test_a_record_needs_the_pythons_of_its_parts_alone():
    assert program.needed(["types", "releases"]) == set()
    assert program.needed(["window", "upgrades"]) == {"3.11", "3.12"}


def test_an_upgrade_whose_python_is_not_here_is_untested(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(upgrades, "PYTHON", "3.99")
    release = Release("flask", "3.1.0", "2026-01-01")
    found = upgrades.tried(Upgrade("flask", release, release), release, [])
    assert found["outcome"] == "untested"
    assert found["why"].startswith("there is no Python 3.99 here")


def test_the_words_of_the_resolver_are_one_line():
    output = "  × No solution found:\n  ╰─▶ Because a depends on b\n      and c, no.\n"
    assert environments.reason(output) == "No solution found: Because a depends on b and c, no."


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(LookupError, match=r"no cell is called django-1\.0"):
        window.chosen(["django-1.0"])


@pytest.mark.parametrize("cell", [{"failed": 1}, {"refused": "No solution found"}])
def test_an_admitted_release_that_fails_is_a_fault(cell: dict):
    assert window.broken({"cells": {"flask-3.1": cell, "flask-2.2": cell}}) == ["flask-3.1"]


def test_neither_a_pass_nor_a_missing_python_is_a_fault():
    cells = {"flask-3.1": {"failed": 0}, "django-6.1": {"refused": "there is no Python 3.12 here"}}
    assert window.broken({"cells": cells}) == []


@pytest.mark.parametrize("patch", sorted(window.WIDENING.iterdir()), ids=lambda patch: patch.stem)
def test_the_edits_fit_the_code_and_are_for_a_cell(patch: Path):
    assert window.chosen([patch.stem])
    done = subprocess.run(["git", "apply", "--check", patch], cwd=ROOT, capture_output=True)
    assert done.stderr == b""


@pytest.mark.parametrize(("more", "number"), [("", 1), ("import pytest; ", 0)])
def test_a_deprecation_is_written_down_unless_it_is_of_what_runs_the_cases(
    tmp_path: Path, more: str, number: int
):
    kept = tmp_path / "warnings.jsonl"
    kept.touch()
    env = os.environ | {"PYTHONPATH": str(window.WATCHING), "UPKEEP_WARNINGS": str(kept)}
    code = f"{more}import warnings; warnings.warn('old', DeprecationWarning)"
    subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [line["message"] for line in lines] == ["old"] * number


def test_deprecations_are_the_sides_own_or_of_packages_and_each_counts_once():
    own = {"category": "DeprecationWarning", "file": f"{ROOT}/flask_impl/a.py", "message": "x"}
    other = own | {"file": "/venv/lib/site-packages/b/c.py"}
    python = own | {"file": "/opt/3.12/lib/python3.12/ast.py"}
    found = window.deprecations("flask", [own, own, other, python])
    assert (found["own"], found["packages"]) == (1, 2)
    assert found["listed"]["packages"] == [
        "ast.py: DeprecationWarning: x",
        "b/c.py: DeprecationWarning: x",
    ]


@pytest.mark.timeout(120)
def test_a_planted_fault_is_counted_with_its_reason(tmp_path: Path):
    with copy("fault-") as source:
        health = source / "flask_impl" / "core" / "health.py"
        text = health.read_text(encoding="utf-8")
        health.write_text(f"{text}\nraise RuntimeError('planted')\n", encoding="utf-8")
        found = window.suite(
            Path(sys.executable), "flask", ["shared_tests/test_health.py"], tmp_path, source
        )
    assert (found["passed"], found["reasons"][0]["why"]) == (0, "RuntimeError: planted")
