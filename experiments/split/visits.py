"""Requests to a site: every kind of page once, and a session that moves between the services."""

from __future__ import annotations

import importlib
import time

import httpx2 as httpx

from experiments.split.parts import gunicorn
from experiments.split.services import ADMIN_DRIVERS
from experiments.split.site import Site
from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import PASSWORD
from shared_tests.harness.loopback import Client

READ = (
    "/",
    "/books/?q=emma&sort=-year",
    "/books/emma/",
    "/api/books/",
    "/api/books/emma/",
    "/api/openapi.json",
)
OTHER_KEY = "another secret, forty characters and more"


def driver(side: str) -> AdminDriver:
    module, _, name = ADMIN_DRIVERS[side].partition(":")
    return getattr(importlib.import_module(module), name)()


def signed_in(site: Site, user: str) -> Browser:
    browser = site.browser()
    assert browser.sign_in(user, PASSWORD).status_code == 302
    return browser


def visit(site: Site) -> None:
    """Request each kind of page once, including a refused password and a refused new one, which
    load word lists."""
    assert site.browser().sign_in("manager", "wrong").status_code == 401
    manager, admin = signed_in(site, "manager"), driver(site.side)
    fields = {
        "old_password": PASSWORD,
        "new_password1": "password123",
        "new_password2": "password123",
    }
    assert (
        manager.submit(manager.get("/account/"), "/account/password/", **fields).status_code == 422
    )
    for address in (
        *READ,
        "/api/me/",
        "/healthz",
        "/readyz",
        *admin.addresses,
        *admin.manager_addresses,
    ):
        assert manager.get(address).status_code == 200, address
    assert change_summary(manager) == 200
    export(manager)


def change_summary(browser: Browser) -> int:
    return browser.api(
        "PATCH", "/api/books/emma/", json={"summary": f"At {time.time()}."}, If_Match="*"
    ).status_code


def export(browser: Browser, patience: float = 20) -> None:
    """Request an export and wait for it. Raises TimeoutError if it is not written."""
    page = browser.submit(browser.get("/account/"), "/exports/")
    end = time.monotonic() + patience
    while browser.get(f"{page.headers['Location']}books.csv").status_code != 200:
        if time.monotonic() > end:
            raise TimeoutError("the export is not written")
        time.sleep(0.1)


def cookies(browser: Browser) -> dict[str, str]:
    """The header that sends a session to a service directly, without nginx and TLS."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())}


def ask(site: Site, service: str, path: str, headers: dict[str, str] | None = None) -> int:
    """The status of a page when requested from a service directly."""
    with Client(transport=httpx.HTTPTransport(uds=str(site.socket(service))), timeout=20) as client:
        return client.get(f"http://localhost{path}", headers=headers).status_code


def sessions(site: Site) -> dict[str, int]:
    """The catalogue's responses to a session of the accounts: with their key, with another one, and
    after its end."""
    browser = signed_in(site, "editor")
    stranger = gunicorn(
        site.side,
        "catalogue",
        site.place,
        site.env | {"BOOKSHELF_SECRET_KEY": OTHER_KEY},
        "stranger",
    )
    stranger.start()
    try:
        answered = {
            "same key": ask(site, "catalogue", "/api/me/", cookies(browser)),
            "another key": ask(site, "stranger", "/api/me/", cookies(browser)),
        }
    finally:
        stranger.stop()
    kept = cookies(browser)
    browser.sign_out()
    return answered | {"signed out": ask(site, "catalogue", "/api/me/", kept)}
