"""Actions of a user on the account page."""

from __future__ import annotations

from shared_tests.harness.browser import Browser

ERROR = {"X-Expect-Status": "500"}


def status(browser: Browser, path: str = "/account/") -> int:
    """The status of a page; a 500 is allowed where the case expects one."""
    return browser.request("GET", path, headers=ERROR).status_code


def change_password(browser: Browser, old: str, new: str) -> int:
    fields = {"old_password": old, "new_password1": new, "new_password2": new}
    return browser.submit(browser.get("/account/"), "/account/password/", **fields).status_code
