"""A unique word for titles and names, and renaming an author, which the drivers of the admins
lack."""

from __future__ import annotations

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, html

UNHEARD = "quixotry"
"""A word that no book of the catalogue contains."""


def rename(browser: Browser, admin: AdminDriver, slug: str, name: str) -> None:
    """Search for the author in the list, open the row's link, save it with the name."""
    (listed,) = [address for address in admin.addresses if address.endswith("/author/")]
    shown = browser.get(listed)
    words = html(shown).xpath("string(//input[@name='search' or @name='q']/@name)")
    row = html(browser.get(listed, **{words: slug})).xpath("//tr[contains(., $slug)]", slug=slug)[0]
    opened = browser.get(
        row.xpath("string(.//a[contains(@href, '/change/') or contains(@href, '/edit/')]/@href)")
    )
    assert browser.submit(opened, opened.url.path, name=name).status_code == 302
