"""Where a browser goes after signing in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.user import Site
from shared_tests.harness.implementations import PASSWORD

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\t//evil.example/",
    "http://host@evil.example/",
    "javascript:alert(1)",
)
LINE_BREAK = "/\r\nX-Injected: yes"


def leads_away(location: str, base_url: str) -> bool:
    """As browsers read an address: they drop tabs and line breaks, and take a backslash for a
    slash."""
    read = re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/")
    scheme, _, rest = (
        read.partition(":")
        if re.match(r"[a-z][a-z0-9+.-]*:", read, re.IGNORECASE)
        else ("", "", read)
    )
    if scheme.lower() not in ("", "http", "https"):
        return True
    if not rest.startswith("//"):
        return scheme.lower() not in ("", urlsplit(base_url).scheme)
    return urlsplit(f"//{rest.lstrip('/')}").netloc.rpartition("@")[2] != urlsplit(base_url).netloc


def next_stays_here(site: Site) -> Finding:
    """`?next=` leads nowhere but to this host"""
    found = [site.user().sign_in("reader", PASSWORD, next=target) for target in ELSEWHERE]
    away = sum(leads_away(one.headers.get("Location", ""), site.base_url) for one in found)
    return held_if(not away, f"{away} of {len(ELSEWHERE)} forms lead away")


def line_break_in_next(site: Site) -> Finding:
    """A line break in `?next=` adds no header, and is no server error"""
    response = site.user().sign_in("reader", PASSWORD, next=LINE_BREAK)
    if "X-Injected" in response.headers:
        return held_if(False, "a header is added")
    away = leads_away(response.headers.get("Location", ""), site.base_url)
    return held_if(not away and response.status_code < 500, response.status_code)
