"""What a response means: status, headers of the contract, and the body without what may differ each
time."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shared_tests.difference.headers import UNREAD, headers
from shared_tests.difference.pages import page
from shared_tests.difference.renaming import renamed
from shared_tests.difference.requests import Request
from shared_tests.difference.responses import Response
from shared_tests.harness.invariants import RENAMED

TIMES = ("created_at", "updated_at")


def meaning(
    response: Response, request: Request, base_url: str, ids: Mapping[str, str]
) -> dict[str, Any]:
    """``ids`` are values that this side alone knows, and a word for each."""
    if response.status >= 400 and response.header("X-Request-ID") is None:
        return {"status": response.status, "response of": "the server, before the application"}
    in_admin = request.path.startswith(("/admin/", "<<admin")) and response.status in (
        200,
        302,
        405,
    )
    compared_headers = headers(response, request, base_url, ids)
    if in_admin:  # each side has an admin of its own
        return {
            "status": response.status,
            "headers": compared_headers
            | {"Allow": None, "Location": response.header("Location") is None},
        }
    return {
        "status": response.status,
        "headers": compared_headers,
        "body": body(response, request, ids),
    }


def body(response: Response, request: Request, ids: Mapping[str, str]) -> Any:
    if response.status in UNREAD:
        return ""
    if not response.body or (
        response.kind == "application/json" and "openapi.json" in request.path
    ):
        return response.body and json.loads(response.body)
    if response.kind in ("application/json", "application/problem+json"):
        try:
            return document(json.loads(response.body))
        except ValueError:
            return {"no JSON": response.text}
    if response.kind == "text/html":
        return page(with_one_name(response), ids, under_way=response.status == 202)
    return renamed(response.text, ids)


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
        value = with_one_title(value)
        return {key: document(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [document(one) for one in value]
    return value


def with_one_name(response: Response) -> bytes:
    """As ``with_one_title``, for a page that names its status."""
    body, names = response.body, RENAMED.get(response.status, set())
    for name in names:
        body = body.replace(name.encode(), min(names).encode())
    return body


def with_one_title(problem: dict[str, Any]) -> dict[str, Any]:
    """A renamed status has one name, whichever of the two a framework or a Python knows."""
    names = RENAMED.get(problem.get("status", 0), set())
    return problem | {"title": min(names)} if problem.get("title") in names else problem


def moment(value: object) -> str:
    try:
        offset = datetime.datetime.fromisoformat(str(value)).utcoffset()
    except ValueError:
        return "no time"
    return "a time of UTC" if offset == datetime.timedelta(0) else "a time of elsewhere"
