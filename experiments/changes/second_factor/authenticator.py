"""An authenticator app, and a user who has one."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from shared_tests.harness.browser import Browser, Response, html

STEP = 30  # seconds


def code(secret: str, later: int = 0) -> str:
    """The six digits of RFC 6238 for now, or for a number of steps later."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // STEP + later), "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def wait_for_room() -> None:
    """Wait until the current step has some seconds left, so that a case ends in the step in which
    it began."""
    if (left := STEP - time.time() % STEP) < 12:
        time.sleep(left)


@dataclass
class Set:
    """The result of enabling it: the secret, and the recovery codes."""

    secret: str
    recovery: list[str]


def begin(browser: Browser) -> Response:
    """The page that shows the secret."""
    return browser.follow(browser.submit(browser.get("/account/"), "/account/second-factor/"))


def secret_of(page: Response) -> str:
    """Shown as text, and in the link that authenticators open."""
    (link,) = html(page).xpath("//a[starts-with(@href, 'otpauth:')]/@href")
    shown = "".join(html(page).cssselect("code.secret")[0].text_content().split())
    parts = urlsplit(link)
    asked = parse_qs(parts.query)
    assert (parts.netloc, asked["secret"], asked["issuer"]) == ("totp", [shown], ["Bookshelf"])
    assert unquote(parts.path).startswith("/Bookshelf:")
    return shown


def switch_on(browser: Browser) -> Set:
    """Use the code of the previous step, so that the current one stays valid."""
    wait_for_room()
    page = begin(browser)
    secret = secret_of(page)
    done = browser.submit(page, "/account/second-factor/on/", code=code(secret, -1))
    assert done.status_code == 200
    return Set(
        secret, [one.text_content().strip() for one in html(done).cssselect("ol.recovery li")]
    )


def enter(browser: Browser, response: Response, given: str) -> Response:
    """Submit the second page of a sign-in."""
    return browser.submit(browser.follow(response), "/login/code/", code=given)
