"""The author's form in either admin, where a manager names the curators."""

from __future__ import annotations

import re

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, html

LISTS = {"flask": ("/admin/author/", "search"), "django": ("/admin/books/author/", "q")}


class Desk:
    """A manager's actions on curators, through the forms."""

    def __init__(self, manager: Browser, admin: AdminDriver, side: str) -> None:
        self.manager, self.admin = manager, admin
        self.listed, self.searched = LISTS[side]

    def open_author(self, slug: str, browser: Browser | None = None) -> Response:
        """The form of an author, as a manager or as somebody else."""
        browser = browser or self.manager
        page = html(browser.get(self.listed, **{self.searched: slug}))
        path = (
            "//tr[td[normalize-space()=$slug]]//a[contains(@href, '/edit/') or contains(@href, "
            "'/change/')]/@href"
        )
        return browser.get(page.xpath(path, slug=slug)[0])

    def name(self, slug: str, *usernames: str) -> Response:
        """Set the curators of an author."""
        page = self.open_author(slug)
        return self.manager.submit(
            page, page.url.path, curators=[self.number(name) for name in usernames]
        )

    def named(self, slug: str) -> set[str]:
        """The selected user names in the form."""
        chosen = html(self.open_author(slug)).xpath("//select[@name='curators']/option[@selected]")
        return {option.text_content().strip() for option in chosen}

    def number(self, username: str) -> str:
        """The id of a user in forms, from the address of the user's page."""
        found = re.search(
            r"\d+", self.admin.open_user(self.manager, username).url.raw_path.decode()
        )
        assert found, f"no number in the address of {username}"
        return found[0]
