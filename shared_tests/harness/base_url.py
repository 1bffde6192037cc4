"""The URL of a server that somebody else has started."""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import suppress
from urllib.parse import urlsplit

import httpx2 as httpx

from shared_tests.harness.browser import TRUST
from shared_tests.harness.loopback import get


def server(text: str) -> str:
    """The URL of a server, without the slash at its end."""
    with suppress(ValueError):
        url = urlsplit(text)
        alone = f"{url.scheme}://{url.netloc}"
        known = url.scheme in ("http", "https") and url.hostname and url.port != 0
        if known and "@" not in url.netloc and text in (alone, f"{alone}/"):
            return alone
    raise ArgumentTypeError(f"{text!r} needs the form http://127.0.0.1:8000, without a path")


def silent(url: str) -> str:
    """Why no server responds there; empty when one does."""
    try:
        get(f"{url}/healthz", verify=TRUST, timeout=20)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return f"no server responds at {url} ({error}): start one, or mend the URL"
    return ""
