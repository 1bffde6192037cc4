"""Conditions and ranges of RFC 9110: normalizes the client's headers and leaves the rest to
Werkzeug."""

import re
from collections.abc import Mapping
from typing import Any

import flask
from werkzeug.datastructures import Headers
from werkzeug.http import is_resource_modified
from werkzeug.wrappers import Request

TAG = re.compile(r'(?:W/)?"[^"]*"')
# HTTP allows empty elements in a list
TAGS = re.compile(rf"[ \t,]*{TAG.pattern}(?:[ \t]*,[ \t,]*{TAG.pattern})*[ \t,]*")
# int() reads no more than 4,300 digits
RANGE = re.compile("bytes=(?:([0-9]{1,4000})-([0-9]{0,4000})|-([0-9]{1,4000}))", re.IGNORECASE)
OF_WRITES = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


def elements(header: str) -> list[str]:
    """The elements of a list in a header."""
    return [element for element in map(str.strip, header.split(",")) if element]


def tags(header: str) -> str:
    """Those of a list that are quoted; Werkzeug reads others too."""
    return "*" if header.strip() == "*" else ", ".join(filter(TAG.fullmatch, elements(header)))


def range_of(environ: Mapping[str, Any], headers: Headers, length: int | None) -> str | None:
    """The range to send; None for the whole file."""
    match = RANGE.fullmatch(environ.get("HTTP_RANGE", "").strip())
    validators = [headers.get("ETag"), headers.get("Last-Modified")]
    if environ["REQUEST_METHOD"] != "GET" or not match:
        return None
    if environ.get("HTTP_IF_RANGE", validators[0]) not in validators:
        return None
    first, last, suffix = match.groups()
    if last and int(last) < int(first):
        return None
    is_whole = suffix and length is not None and int(suffix) >= length
    return "bytes=0-" if is_whole else match[0]


def tidied(environ: Mapping[str, Any], headers: Headers, length: int | None) -> dict[str, Any]:
    """The environ of a safe request, with only the conditions that apply."""
    tidy = {name: value for name, value in environ.items() if name not in OF_WRITES}
    if "HTTP_IF_NONE_MATCH" in tidy:
        tidy["HTTP_IF_NONE_MATCH"] = tags(tidy["HTTP_IF_NONE_MATCH"])
        tidy.pop("HTTP_IF_MODIFIED_SINCE", None)
    wanted = range_of(tidy, headers, length)
    for name in ("HTTP_RANGE", "HTTP_IF_RANGE"):
        tidy.pop(name, None)
    if wanted and is_resource_modified(
        tidy, headers.get("ETag"), last_modified=headers.get("Last-Modified")
    ):
        tidy["HTTP_RANGE"] = wanted
    return tidy


class Response(flask.Response):
    """Every response of the application, including static files."""

    def make_conditional(
        self,
        request_or_environ: Any,
        accept_ranges: bool | str = False,
        complete_length: int | None = None,
    ) -> Any:
        environ = (
            request_or_environ.environ
            if isinstance(request_or_environ, Request)
            else request_or_environ
        )
        return super().make_conditional(
            tidied(environ, self.headers, complete_length), accept_ranges, complete_length
        )
