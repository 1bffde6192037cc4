"""A request as data, with marks such as ``<<token>>`` that each side fills in itself."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

MARK = re.compile(r"<<(\w+)>>")
BOUNDARY = "the-boundary-of-the-parts"
FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
Fill = Callable[[str], str]
Fields = tuple[tuple[str, str], ...]


def raw_bytes(text: str) -> bytes:
    """Text as it goes over the wire; lone surrogates stand for bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape" if _escaped(text) else "surrogatepass")


def _escaped(text: str) -> bool:
    surrogates = [letter for letter in text if "\ud800" <= letter <= "\udfff"]
    return all("\udc80" <= letter <= "\udcff" for letter in surrogates)


@dataclass(frozen=True)
class Form:
    fields: Fields

    def encode(self, fill: Fill) -> bytes:
        pairs = [(raw_bytes(fill(name)), raw_bytes(fill(value))) for name, value in self.fields]
        return urlencode(pairs).encode()


@dataclass(frozen=True)
class Multipart:
    fields: Fields

    def encode(self, fill: Fill) -> bytes:
        head = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        parts = [head.format(BOUNDARY, fill(name), fill(value)) for name, value in self.fields]
        return raw_bytes("".join([*parts, f"--{BOUNDARY}--\r\n"]))


@dataclass(frozen=True)
class Json:
    value: Any

    def encode(self, fill: Fill) -> bytes:
        return fill(json.dumps(self.value)).encode()


@dataclass(frozen=True)
class Raw:
    content: bytes

    def encode(self, fill: Fill) -> bytes:
        return self.content


Body = Form | Multipart | Json | Raw
KINDS = {Form: FORM, Multipart: MULTIPART, Json: "application/json"}


@dataclass(frozen=True)
class Request:
    """One request; ``target`` and headers are Latin-1, as they go over the wire."""

    name: str
    """The name of the real request from which it was made."""
    method: str
    target: str
    actor: str
    """The actor whose cookies it carries."""
    headers: Fields
    body: Body | None = None
    version: str = "HTTP/1.1"
    changes: tuple[str, ...] = ()
    """The changes to the real request, in order."""

    @property
    def path(self) -> str:
        return self.target.removeprefix("<<origin>>").partition("?")[0]

    @property
    def is_write(self) -> bool:
        return self.method in ("POST", "PATCH", "DELETE", "PUT")

    @property
    def has_odd_cookies(self) -> bool:
        """Whether its cookies differ from those that a browser would send."""
        sent = [value for name, value in self.headers if name.lower() == "cookie"]
        return sent not in ([], ["<<cookie>>"])

    def header(self, name: str) -> str:
        return next((value for given, value in self.headers if given.lower() == name.lower()), "")

    def without(self, name: str) -> Request:
        return replace(
            self, headers=tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        )

    def with_header(self, name: str, value: str) -> Request:
        return replace(self, headers=(*self.without(name).headers, (name, value)))

    def encode(self, fill: Fill) -> bytes:
        """The bytes of the request; ``fill`` gives the value of each mark."""
        body = self.body.encode(filled(fill)) if self.body else b""
        head = [
            f"{self.method} {self.target} {self.version}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        known = {"length": str(len(body))}
        text = filled(lambda mark: known.get(mark) or fill(mark))("\r\n".join([*head, "", ""]))
        return text.encode("latin-1", "replace") + body


def filled(fill: Fill) -> Fill:
    """Replaces each mark of a text."""
    return lambda text: MARK.sub(lambda mark: fill(mark[1]), text)


def as_curl(request: Request, fill: Fill, base_url: str) -> str:
    """A command that sends the request, as far as curl can; the bytes beside it are complete."""
    words = ["curl", "-i", "--path-as-is", "-X", request.method]
    for name, value in request.headers:
        if name.lower() not in ("host", "content-length", "connection") or value[:2] != "<<":
            words += ["-H", f"{name}: {filled(fill)(value)}"]
    if request.body:
        words += [
            "--data-binary",
            request.body.encode(filled(fill)).decode("utf-8", "backslashreplace")[:500],
        ]
    return shlex.join([*words, base_url + filled(fill)(request.target)])
