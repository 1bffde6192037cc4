"""Watches the pages of a browser: what the policy blocked, what failed to load, which errors
scripts raised."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

REFUSALS = {401, 404, 429}
NOT_LOADED = re.compile(r"Failed to load resource: the server responded with a status of (\d+) ")
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(
    `violates ${event.violatedDirective}: ${event.blockedURI} in line ${event.lineNumber}`));
"""


class Watch:
    """All complaints about the pages of one context, from its first to its last."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.failures: list[str] = []
        self.errors: list[ConsoleMessage] = []
        self.refused: set[tuple[str, str]] = set()
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._note_error)
        context.on("weberror", lambda thrown: self.failures.append(f"uncaught: {thrown.error}"))
        context.on("requestfailed", self._note_failure)
        context.on("response", self._note_refusal)

    def complaints(self) -> list[str]:
        for page in self.context.pages:
            page.wait_for_load_state()
            page.evaluate("0")  # with its result has arrived what the page sent before
        errors = [error for error in self.errors if not self._is_refusal(error)]
        return self.failures + [
            f"console: {error.location['url']}: {error.text}" for error in errors
        ]

    def _note_error(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message)

    def _note_failure(self, request: Request) -> None:
        # Caused by the browser: the page was left, or is a download
        if request.failure != "net::ERR_ABORTED":
            self.failures.append(f"not loaded: {request.url}: {request.failure}")

    def _note_refusal(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status in REFUSALS:
            self.refused.add((response.url, str(response.status)))

    def _is_refusal(self, error: ConsoleMessage) -> bool:
        """Chromium reports an error when the page itself has status 401, as a refused sign-in
        should have."""
        line = NOT_LOADED.match(error.text)
        return line is not None and (error.location["url"], line[1]) in self.refused
