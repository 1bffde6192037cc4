"""Writes of a command are in the trail too: without a user and a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.changes.audit.trail import Row, rows
from shared_tests.harness.browser import Browser, html
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, prepare, quick_environment
from shared_tests.harness.servers import serving


def whole(manager: Browser) -> list[Row]:
    """The trail from its newest entry to its oldest."""
    address, found = ["/audit/"], list[Row]()
    while address:
        page = manager.get(address[0])
        found += rows(page)
        address = html(page).xpath("//nav[@class='pages']/a[@rel='next']/@href")
    return found


@pytest.mark.timeout(300)
def test_what_seed_adds_is_in_the_trail(
    implementation: Implementation,
    demo_database: Database,
    open_browser,
    password: str,
    tmp_path: Path,
):
    env = quick_environment(tmp_path, DATABASE_URL=demo_database.copy().url)
    prepare(implementation, env, ("seed", "--synthetic", "300"))
    with serving(implementation, env, tmp_path) as server:
        manager = open_browser(server.base_url)
        manager.sign_in("manager", password)
        found = whole(manager)
    assert {(row.who, row.request) for row in found} == {("–", "-")}
    lines = [line for row in found if row.action == "added" for line in row.fields]
    assert sum(line.startswith("title: – → ") for line in lines) == 300
    assert {
        "title: – → Emma",
        "name: – → Jane Austen",
        "username: – → manager",
        "password: – → (hidden)",
    } <= set(lines)
    assert "title: – → Made-up book" in " ".join(lines)
