"""Reads the report from its pages."""

from __future__ import annotations

from urllib.parse import urljoin

from shared_tests.harness.browser import Browser, Response, html

REPORT = "/reports/books/"


def cells(page: Response) -> list[list[str]]:
    """The rows of the table: author, books, earliest, latest, not available."""
    rows = html(page).cssselect("table.report tbody tr")
    return [[cell.text_content().strip() for cell in row.cssselect("td")] for row in rows]


def following(page: Response) -> str:
    """The target of the link to the next page; empty if there is none."""
    address = html(page).xpath("string(//nav[@class='pages']//a[@rel='next']/@href)")
    return urljoin(str(page.url), address) if address else ""


def pages(browser: Browser, **asked: str | int) -> list[list[list[str]]]:
    """The rows of each page, from the first to the last."""
    page = browser.get(REPORT, **asked)
    found = [cells(page)]
    while address := following(page):
        page = browser.get(address)
        found.append(cells(page))
    return found


def everything(browser: Browser, **asked: str | int) -> list[list[str]]:
    return [row for rows in pages(browser, **asked) for row in rows]
