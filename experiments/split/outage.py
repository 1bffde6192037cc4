"""The responses to an anonymous client and an editor while the accounts service is down, and when
it is back."""

from __future__ import annotations

from collections.abc import Callable

from experiments.split.site import Site
from experiments.split.visits import READ, driver, signed_in
from shared_tests.harness.browser import Browser, Response, form_of

EXPECTED = {"X-Expect-Status": "502"}  # for which nginx has its own page


def get(browser: Browser, path: str) -> Response:
    return browser.request("GET", path, headers=EXPECTED)


def post(browser: Browser, path: str, token: str) -> Response:
    """A form of a page that is still open."""
    fields = {"csrf_token": token, "csrfmiddlewaretoken": token}
    return browser.request(
        "POST", path, data=fields, headers=EXPECTED | {"Origin": browser.base_url}
    )


def change(browser: Browser, token: str) -> Response:
    headers = {"X-CSRFToken": token, "Origin": browser.base_url, "If-Match": "*"} | EXPECTED
    return browser.request("PATCH", "/api/books/emma/", json={"available": True}, headers=headers)


def while_accounts_are_down(site: Site) -> dict[str, dict[str, int]]:
    """The status of each action: of an anonymous client, of an editor, and of the same editor
    afterwards."""
    anonymous, editor, admin = site.browser(), signed_in(site, "editor"), driver(site.side)
    token = next(
        value
        for name, value in form_of(editor.get("/account/"), "/logout/").form_values()
        if "csrf" in name
    )
    site.services["accounts"].stop()
    statuses = {
        "anonymous": {
            path: get(anonymous, path).status_code
            for path in (*READ, "/static/bookshelf.css", "/login/")
        },
        "editor": {
            path: get(editor, path).status_code
            for path in (*READ, "/api/me/", *admin.addresses, "/account/")
        },
    }
    done: dict[str, Callable[[], Response]] = {
        "PATCH /api/books/emma/": lambda: change(
            editor, editor.get("/api/me/").json()["csrf_token"]
        ),
        "POST /exports/": lambda: post(editor, "/exports/", token),
        "POST /logout/": lambda: post(editor, "/logout/", token),
    }
    statuses["editor"] |= {what: do().status_code for what, do in done.items()}
    site.services["accounts"].start()
    again = {path: editor.get(path).status_code for path in ("/account/", "/")}
    statuses["editor, afterwards"] = again
    return statuses
