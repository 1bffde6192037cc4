"""Serious findings of axe-core on a page: some users cannot use a part of it, or hardly."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
SERIOUS = {"serious", "critical"}
# Preloading would put styles into the page that its policy forbids; the price is the rule
# css-orientation-lock.
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def violations(page: Page) -> set[tuple[str, str]]:
    """The rules that are broken, each with the selector of an element that breaks it."""
    page.wait_for_load_state()  # otherwise axe may see a page before its styles are loaded
    serious = [
        one
        for one in AXE.run(page, options=OPTIONS).response["violations"]
        if one["impact"] in SERIOUS
    ]
    return {
        (one["id"], " ".join(map(str, node["target"]))) for one in serious for node in one["nodes"]
    }
