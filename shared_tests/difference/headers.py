"""What the headers of a response mean: those of the contract, without what may differ each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shared_tests.difference.renaming import renamed
from shared_tests.difference.requests import Request
from shared_tests.difference.responses import Response

SETS = ("Allow", "Vary", "Cache-Control")
AS_IT_IS = (
    *("ETag", "WWW-Authenticate", "X-Content-Type-Options", "Referrer-Policy"),
    *("Permissions-Policy", "Cross-Origin-Opener-Policy", "Strict-Transport-Security"),
    *("Content-Range", "Accept-Ranges", "Access-Control-Allow-Origin", "X-Powered-By"),
)
UNREAD = (*range(300, 400), 416)
"""With these the body is not read."""
USUAL_COOKIE = "httponly=True; samesite=Lax; path=/; domain=; secure="
SIGNING_IN = ("/login/", "/account/password/")
REQUEST_ID = re.compile("[0-9a-f]{32}")


def headers(
    response: Response, request: Request, base_url: str, ids: Mapping[str, str]
) -> dict[str, Any]:
    compared: dict[str, Any] = {name: response.header(name) for name in AS_IT_IS}
    if request.path.startswith("/static/") and response.status in (200, 206, 304, 416):
        compared["ETag"] = compared["ETag"] is not None  # each side has its own way to make one
    if response.status not in (200, 206):
        compared["Accept-Ranges"] = None
    compared |= sets(response, request)
    if response.status not in UNREAD and response.status != 204:
        compared["Content-Type"] = content_type(response.header("Content-Type"))
    compared["Location"] = location(
        response.header("Location"), base_url, ids, relative=response.status == 308
    )
    compared["Content-Security-Policy"] = policy(response.header("Content-Security-Policy"))
    compared["Content-Disposition"] = disposition(response.header("Content-Disposition"))
    compared["Retry-After"] = response.header("Retry-After") is not None
    compared["X-Request-ID"] = bool(REQUEST_ID.fullmatch(response.header("X-Request-ID") or ""))
    compared["Set-Cookie"] = set_cookies(response, request)
    return {name: value for name, value in compared.items() if value not in (None, [], False)}


def sets(response: Response, request: Request) -> dict[str, Any]:
    """Headers that list words in any order; most of them are for caches."""
    compared = {name: words(response.header(name)) for name in SETS}
    compared["Cache-Control"] = caching(compared["Cache-Control"])
    if request.is_write:  # no cache stores the response to a write
        compared.pop("Vary", None)
        if response.status >= 300 and response.status != 422:
            compared["Cache-Control"] = None
    if request.has_odd_cookies:  # an invalid one may be dropped or kept
        compared["Vary"] = None
    return compared


def words(value: str | None) -> Any:
    """An empty header stays empty, which differs from no header."""
    return value and sorted({part.strip().lower() for part in value.split(",")})


def caching(directives: list[str] | None) -> list[str] | None:
    """Where no cache may store a response, other directives add nothing."""
    forbidden = {"private", "no-store"}
    return sorted(forbidden) if directives and forbidden <= {*directives} else directives


def content_type(value: str | None) -> list[str] | None:
    return (
        None
        if value is None
        else [part.strip().strip('"').lower() for part in re.split(";|=", value)]
    )


def location(value: str | None, base_url: str, ids: Mapping[str, str], relative: bool) -> Any:
    """Path and parameters. A redirect to the last slash must not name a host; any other may name
    this site."""
    if value is None:
        return None
    of_this_site = value.startswith("/") if relative else value.startswith(("/", base_url + "/"))
    parts = (
        urlsplit(value.removeprefix(base_url))
        if of_this_site and not value.startswith("//")
        else urlsplit(value)
    )
    query: Any = renamed(parts.query, ids)
    if relative:  # as it was sent: parts in their order, empty ones too; %5B is [
        query = [unquote(part) for part in query.split("&")]
    else:
        query = sorted(
            (name, renamed(one, ids)) for name, one in parse_qsl(query, keep_blank_values=True)
        )
    return {
        "ours": of_this_site,
        "host": parts.netloc,
        "path": renamed(unquote(parts.path), ids),
        "query": query,
    }


def policy(value: str | None) -> Any:
    parts = [part.split() for part in (value or "").split(";") if part.strip()]
    return {name: sorted(sources) for name, *sources in parts}


def disposition(value: str | None) -> Any:
    if value is None:
        return None
    message = Message()
    message["Content-Disposition"] = value
    kind = message.get_content_disposition()
    # Inline is what no header means
    return None if kind == "inline" else [kind, message.get_filename()]


def set_cookies(response: Response, request: Request) -> list[str]:
    signs_in = request.path in SIGNING_IN and response.status == 302
    kinds = cookies(response.headers, signs_in)
    if request.header("Cookie"):  # each side decides itself when a cookie is sent again
        return [kind for kind in kinds if kind != USUAL_COOKIE]
    return kinds


def cookies(headers: Message, signs_in: bool) -> list[str]:
    """Whether cookies are set, and how; one side has one where the other has two."""
    kinds = set()
    for line in headers.get_all("Set-Cookie", []):
        for name, cookie in SimpleCookie(line).items():
            kept = [
                f"{key}={cookie[key]}"
                for key in ("httponly", "samesite", "path", "domain", "secure")
            ]
            dropped = not cookie.value or cookie["max-age"] == "0"
            if signs_in and name.endswith(("session", "sessionid")) and not dropped:
                kept.append(f"max-age={cookie['max-age']}")
            kinds.add("dropped" if dropped else "; ".join(kept))
    if any("max-age" in kind for kind in kinds):
        return sorted(kind for kind in kinds if "max-age" in kind)
    return sorted(kinds - {"dropped"})
