"""Pictures of every format, and submitting the admin's form of a book with one."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from urllib.parse import urljoin

from shared_tests.harness.browser import Browser, Response, form_of, html

# One dark point each.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)
GIF = b"GIF87a\1\0\1\0\x80\0\0\0\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\x08\4\0\1\4\4\0;"


def png(
    width: int = 40, height: int = 60, claimed: tuple[int, int] | None = None, noise: bool = False
) -> bytes:
    """A grey picture, without a package. ``noise`` is incompressible data."""
    points = b"".join(b"\0" + (os.urandom(width) if noise else bytes(width)) for _ in range(height))
    header = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    chunks = {b"IHDR": header, b"IDAT": zlib.compress(points), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def send(
    browser: Browser, opened: Response, *files: tuple[str, tuple[str, bytes]], **fields: str
) -> Response:
    """Send the form that the admin has shown; each file is the field's name with the file's name
    and contents."""
    form = form_of(opened, opened.url.path)
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    headers = {"Origin": browser.base_url, "Referer": str(opened.url)}
    target = urljoin(str(opened.url), form.get("action") or "")
    sent = data | {name: [value] for name, value in fields.items()}
    # The part that a browser sends for a field without a file.
    parts = list(files) or [("cover", ("", b""))]
    return browser.request("POST", target, data=sent, files=parts, headers=headers)


def cover(page: Response) -> str:
    """The address of the picture on a book's page; empty if there is none."""
    return html(page).xpath("string(//main//img/@src)")
