"""Requests an export, and waits for its end."""

from __future__ import annotations

import csv
import io
import time

from shared_tests.harness.browser import Browser, Response, html

ENDED = ("done", "failed")


def request_export(browser: Browser) -> Response:
    """Send the form on the account page."""
    return browser.submit(browser.get("/account/"), "/exports/")


def state(page: Response) -> str:
    (element,) = html(page).cssselect("p.state")
    return element.text_content().strip()


def wait(browser: Browser, path: str, *states: str, seconds: float = 20) -> str:
    """The state of an export as soon as it is one of ``states`` (default: it has ended), or else
    the last state."""
    end = time.monotonic() + seconds
    while (current := state(browser.get(path))) not in (states or ENDED) and time.monotonic() < end:
        time.sleep(0.01 if states else 0.05)  # an intermediate state may pass quickly
    return current


def rows(response: Response) -> list[dict[str, str]]:
    """The rows of a CSV file by column, without a byte order mark."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
