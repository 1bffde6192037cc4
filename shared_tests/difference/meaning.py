"""What an answer means: status, headers of the contract, and the body without what may differ each
time."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shared_tests.difference.answers import Answer
from shared_tests.difference.pages import page
from shared_tests.difference.requests import Request

SETS = ("Allow", "Vary", "Cache-Control")
AS_IT_IS = (
    *(
        "ETag",
        "WWW-Authenticate",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    ),
    *("Cross-Origin-Opener-Policy", "Strict-Transport-Security", "Content-Range", "Accept-Ranges"),
    *("Access-Control-Allow-Origin", "X-Powered-By"),
)
UNREAD = (*range(300, 400), 416)
"""With these, nobody reads the body."""
USUAL_COOKIE = "httponly=True; samesite=Lax; path=/; domain=; secure="
SIGNING_IN = ("/login/", "/account/password/")

TIMES = ("created_at", "updated_at")
REQUEST_ID = re.compile("[0-9a-f]{32}")


def meaning(
    answer: Answer, request: Request, base_url: str, ids: Mapping[str, str]
) -> dict[str, Any]:
    """``ids`` are what this side alone knows, and a word for each."""
    if answer.status >= 400 and answer.header("X-Request-ID") is None:
        return {"status": answer.status, "answered by": "the server, before the application"}
    in_admin = request.path.startswith(("/admin/", "<<admin")) and answer.status in (200, 302, 405)
    told = headers(answer, request, base_url, ids)
    if in_admin:  # each side has an admin of its own
        return {
            "status": answer.status,
            "headers": told | {"Allow": None, "Location": answer.header("Location") is None},
        }
    return {"status": answer.status, "headers": told, "body": body(answer, request, ids)}


def headers(
    answer: Answer, request: Request, base_url: str, ids: Mapping[str, str]
) -> dict[str, Any]:
    static = request.path.startswith("/static/") and answer.status in (200, 206, 304, 416)
    told: dict[str, Any] = {name: answer.header(name) for name in AS_IT_IS}
    if static:
        told["ETag"] = told["ETag"] is not None  # each side has its own way to make one
    for name in SETS:
        value = answer.header(name)
        told[name] = value and sorted({part.strip().lower() for part in value.split(",")})
    if answer.status not in (200, 206):
        told["Accept-Ranges"] = None
    told["Cache-Control"] = caching(told["Cache-Control"])
    if request.is_write:  # no cache answers a write
        told.pop("Vary", None)
        if answer.status >= 300 and answer.status != 422:
            told["Cache-Control"] = None
    if answer.status not in UNREAD and answer.status != 204:
        told["Content-Type"] = content_type(answer.header("Content-Type"))
    told["Location"] = location(
        answer.header("Location"), base_url, ids, relative=answer.status == 308
    )
    told["Content-Security-Policy"] = policy(answer.header("Content-Security-Policy"))
    told["Content-Disposition"] = disposition(answer.header("Content-Disposition"))
    told["Retry-After"] = answer.header("Retry-After") is not None
    told["X-Request-ID"] = bool(REQUEST_ID.fullmatch(answer.header("X-Request-ID") or ""))
    told["Set-Cookie"] = cookies(
        answer.headers, request.path in SIGNING_IN and answer.status == 302
    )
    if request.header("Cookie"):  # when a cookie is sent again is each side's own affair
        told["Set-Cookie"] = [kind for kind in told["Set-Cookie"] if kind != USUAL_COOKIE]
    if request.has_odd_cookies:  # one that is none may be dropped, or left as it is
        told["Vary"] = None
    return {name: value for name, value in told.items() if value not in (None, [], False)}


def caching(directives: list[str] | None) -> list[str] | None:
    """Where no cache may store an answer, whatever else is said adds nothing."""
    forbidden = {"private", "no-store"}
    return sorted(forbidden) if directives and forbidden <= {*directives} else directives


def content_type(value: str | None) -> list[str] | None:
    return (
        None
        if value is None
        else [part.strip().strip('"').lower() for part in re.split(";|=", value)]
    )


def location(value: str | None, base_url: str, ids: Mapping[str, str], relative: bool) -> Any:
    """Path and parameters; a redirect to the last slash must not name a host, any other may name
    ours."""
    if value is None:
        return None
    ours = value.startswith("/") if relative else value.startswith(("/", base_url + "/"))
    parts = (
        urlsplit(value.removeprefix(base_url))
        if ours and not value.startswith("//")
        else urlsplit(value)
    )
    query: Any = renamed(parts.query, ids)
    if not relative:
        query = sorted(
            (name, renamed(one, ids)) for name, one in parse_qsl(query, keep_blank_values=True)
        )
    return {
        "ours": ours,
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


def cookies(headers: Message, signs_in: bool) -> Any:
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


def body(answer: Answer, request: Request, ids: Mapping[str, str]) -> Any:
    if answer.status in UNREAD:
        return ""
    if not answer.body or (answer.kind == "application/json" and "openapi.json" in request.path):
        return answer.body and json.loads(answer.body)
    if answer.kind in ("application/json", "application/problem+json"):
        try:
            return document(json.loads(answer.body))
        except ValueError:
            return {"no JSON": answer.text}
    if answer.kind == "text/html":
        return page(answer.body, ids, under_way=answer.status == 202)
    return renamed(answer.text, ids)


def document(value: Any, name: str = "") -> Any:
    """JSON without times, tokens, cursors and words."""
    if name in TIMES:
        return moment(value)
    if name == "csrf_token":
        return isinstance(value, str) and len(value) > 16
    if name == "detail":
        return isinstance(value, str) and bool(value)
    if name == "next" and isinstance(value, str):
        parts = urlsplit(value)
        given = [
            (key, key == "cursor" or one)
            for key, one in parse_qsl(parts.query, keep_blank_values=True)
        ]
        return {"path": parts.path, "query": sorted(given)}
    if name == "errors" and isinstance(value, dict):
        return sorted(value)
    if isinstance(value, dict):
        return {key: document(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [document(one) for one in value]
    return value


def moment(value: object) -> str:
    try:
        offset = datetime.datetime.fromisoformat(str(value)).utcoffset()
    except ValueError:
        return "no time"
    return "a time of UTC" if offset == datetime.timedelta(0) else "a time of elsewhere"


def renamed(text: str, ids: Mapping[str, str]) -> str:
    for one, word in ids.items():
        text = text.replace(one, word)
    return text
