"""A user with a keyboard and no mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_STOPS = 300


class Keys:
    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus. Raises AssertionError when it never gets it."""
        for _ in range(MOST_STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with {MOST_STOPS} times Tab")

    def write(self, target: Locator, text: str) -> None:
        """Go to a field and replace what is in it."""
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def enter(self, target: Locator | None = None) -> None:
        """Follow the link or press the button, or send the form that is being filled in; waits for
        the next page."""
        if target is not None:
            self.tab_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
