"""The parts of the contract that applications of one file claim to keep, and their check."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.common.source import ROOT
from benchmarks.minimal.bookpages import lent, pages_of_books
from benchmarks.minimal.subjects import one_file_served
from shared_tests.harness import child_processes

PATHS = ("/", "/books/", "/books/pride-and-prejudice/", "/healthz")
CLAIMED = {
    "test_catalogue": (
        "test_the_catalogue_is_the_front_page_and_has_an_address_of_its_own",
        "test_it_starts_with_at_least_two_hundred_works",
        "test_it_is_ordered_by_title",
        "test_the_pages_together_show_every_book_once",
        "test_the_second_page_leads_back_to_the_first",
        "test_the_first_page_has_no_page_before_it",
        "test_an_unknown_parameter_changes_nothing",
        "test_an_invalid_page_number_is_not_found",
        "test_a_page_after_the_last_is_not_found",
    ),
    "test_book_page": (
        "test_a_book_that_does_not_exist_is_not_found",
        "test_an_odd_address_is_not_found",
    ),
    "test_errors": (
        "test_what_is_not_there_gets_the_library_s_own_404",
        "test_the_404_leads_back_to_the_catalogue",
        "test_the_404_shows_nothing_of_the_request",
        *(f"test_head_responds_as_get_without_a_body[{path}]" for path in PATHS),
        *(f"test_a_method_that_a_page_does_not_know_is_refused[PUT-{path}]" for path in PATHS[:3]),
    ),
    "test_health": (
        "test_a_healthy_server_says_ok[/healthz]",
        "test_it_keeps_no_session[/healthz]",
    ),
}
"""Cases of the shared suite by module; a name without brackets includes all parameters."""


def prove(step: str, side: str) -> dict[str, str]:
    """The outcome of each claimed case. Raises SystemExit if one did not pass or a book's page is
    wrong."""
    with TemporaryDirectory() as name, one_file_served(step, side, Path(name)) as server:
        outcomes = run(server.base_url, Path(name) / "results.json")
        outcomes["every page of a book"] = pages_of_books(server.base_url, lent(Path(name)))
    if broken := [case for case, outcome in outcomes.items() if outcome != "passed"]:
        raise SystemExit(f"{side} in {step} does not keep what it claims: {', '.join(broken)}")
    return outcomes


def run(url: str, results: Path) -> dict[str, str]:
    """The outcome of each claimed case against a server; SystemExit with pytest's output if it
    cannot run all."""
    cases = [
        f"shared_tests/{module}.py::{case}" for module, names in CLAIMED.items() for case in names
    ]
    options = [f"--base-url={url}", "--pages-alone", f"--results={results}"]
    command = [sys.executable, "-m", "pytest", "-q", *options, *cases]
    done = child_processes.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(f"the claimed cases cannot be run:\n{done.stdout}{done.stderr}")
    outcomes: dict[str, str] = json.loads(results.read_text(encoding="utf-8"))
    return outcomes
