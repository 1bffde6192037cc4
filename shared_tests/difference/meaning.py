"""What an answer means: status, headers of the contract, and the body without what may differ each
time."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shared_tests.difference.answers import Answer
from shared_tests.difference.headers import UNREAD, headers
from shared_tests.difference.pages import page
from shared_tests.difference.renaming import renamed
from shared_tests.difference.requests import Request

TIMES = ("created_at", "updated_at")


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
