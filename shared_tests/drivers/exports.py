"""Asking for an export, and waiting for what becomes of it."""

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
    """The state of an export as soon as it is one of ``states`` (default: it has ended), or the
    last one seen."""
    end = time.monotonic() + seconds
    while (current := state(browser.get(path))) not in (states or ENDED) and time.monotonic() < end:
        time.sleep(0.01 if states else 0.05)  # a state on the way may pass soon
    return current


def rows(response: Response) -> list[dict[str, str]]:
    """The lines of a CSV file by column; a mark of the byte order at its start is none of them."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
