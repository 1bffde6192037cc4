"""The ten pages, the fields of each form, and finding the messages in either admin."""

from __future__ import annotations

from shared_tests.harness.browser import Browser, Response, html

TEXTS = ("about", "hours", "rules", "privacy", "accessibility")
FORMS = {
    "contact": {"name": "Lee Min", "email": "min@example.org", "message": "Is there a lift?"},
    "suggest": {
        "title": "Pachinko",
        "author": "Min Jin Lee",
        "kind": "novel",
        "reason": "You have none of hers.",
    },
    "mistake": {"book": "Emma", "part": "year", "description": "It is of 1815."},
    "card": {"name": "Lee Min", "email": "min@example.org", "born": "1990-02-28"},
    "opinion": {"mark": "good", "visited": "2026-02-28", "words": "A quiet place."},
}
LISTS = {
    "contact": "Messages",
    "suggest": "Suggestions",
    "mistake": "Reported mistakes",
    "card": "Card requests",
    "opinion": "Opinions",
}
PAGES = [f"/pages/{name}/" for name in (*TEXTS, *FORMS)]


def send(browser: Browser, page: str, /, **changed: str) -> Response:
    """Open a form, fill it in, send it."""
    path = f"/pages/{page}/"
    return browser.submit(browser.get(path), path, **(FORMS[page] | changed))


def messages(page: Response) -> list[str]:
    """The messages that a page shows."""
    return [one.text_content() for one in html(page).cssselect("p.message[role=status]")]


def refused(page: Response) -> list[str]:
    """The fields with an error message."""
    return html(page).xpath(
        "//ul[@class='errorlist'][li]/preceding-sibling::label[1]//*[@name]/@name"
    )


def list_of(staff: Browser, name: str) -> str:
    """The admin's list of a form's messages: the link with this text on its first page."""
    (address,) = html(staff.get("/admin/")).xpath(
        "//a[normalize-space()=$text]/@href", text=LISTS[name]
    )
    return address


def newest(staff: Browser, name: str) -> Response:
    """The last message as the admin shows it."""
    listed = staff.get(list_of(staff, name))
    links = html(listed).xpath(
        "//table//a[contains(@href, '/change/') or contains(@href, '/details/')]/@href"
    )
    return staff.request("GET", links[0])
