"""The real requests of ``corpus.toml``: every address, method, role, kind of body."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from shared_tests.difference.requests import KINDS, Body, Form, Json, Multipart, Raw, Request

FILE = Path(__file__).with_name("corpus.toml")
ANONYMOUS = ("stranger", "anonymous")
"""Without a cookie, and with the cookie and the token of a client that has opened the sign-in
form."""
ROLES = ("reader", "viewer", "editor", "manager")
ACTORS = (*ANONYMOUS, *ROLES, "reader2", "viewer2", "editor2", "manager2")
"""Two users of each role."""


@cache
def corpus() -> tuple[Request, ...]:
    """Each request of the file, once for each actor that it names."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["request"]
    return tuple(request(one, actor) for one in listed for actor in actors(one))


def actors(listed: dict[str, Any]) -> tuple[str, ...]:
    if listed.get("as") == "everybody":
        return (*ANONYMOUS, *ROLES)
    return tuple(listed.get("as", ["anonymous"]))


def request(listed: dict[str, Any], actor: str) -> Request:
    method, target = listed["send"].split(" ", 1)
    body = body_of(listed)
    headers = {"Host": "<<host>>", "Connection": "close"}
    if actor != "stranger":
        headers["Cookie"] = "<<cookie>>"
    if method not in ("GET", "HEAD", "OPTIONS", "TRACE"):
        headers |= {"Origin": "<<origin>>", "Content-Length": "<<length>>"}
        if target.startswith("/api/"):
            headers["X-CSRFToken"] = "<<token>>"
    if type(body) in KINDS:
        headers["Content-Type"] = KINDS[type(body)]
    headers |= listed.get("headers", {})
    kept = tuple((name, value) for name, value in headers.items() if value is not False)
    return Request(listed["name"], method, target, actor, kept, body)


def body_of(listed: dict[str, Any]) -> Body | None:
    """A form gets the hidden token first, unless it has one of its own (or says that it has
    none)."""
    if "json" in listed:
        return Json(listed["json"])
    if "raw" in listed:
        return Raw(listed["raw"].encode())
    fields = listed.get("form", listed.get("multipart"))
    if fields is None:
        return None
    pairs = [
        (name, one)
        for name, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    token = (
        []
        if listed.get("token") is False or "<<token_field>>" in fields
        else [("<<token_field>>", "<<token>>")]
    )
    return (Form if "form" in listed else Multipart)((*token, *pairs))
