"""The outcome of one exchange between a client and the stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx2 as httpx


@dataclass(frozen=True)
class Verdict:
    outcome: str
    """right, failed (an honest error), repeated (the write was sent twice) or wrong (anything
    else)."""
    detail: str
    slug: str = ""
    """The slug of the book that was written."""


AWAY = "503"
# A response that had begun when its process died: nginx cannot send the request again
CUT = "cut off"

Exchange = Callable[[], Verdict]


def judged(response: httpx.Response, right: bool, slug: str = "") -> Verdict:
    if right:
        return Verdict("right", str(response.status_code), slug)
    # The slug is new, unless it was sent before
    repeated = bool(slug) and response.status_code == httpx.codes.CONFLICT
    outcome = "repeated" if repeated else "failed" if response.is_server_error else "wrong"
    return Verdict(outcome, words(response), slug)


def words(response: httpx.Response) -> str:
    """The status, and whether a 503 has no Retry-After."""
    status = str(response.status_code)
    return (
        f"{status} without Retry-After"
        if status == AWAY and "Retry-After" not in response.headers
        else status
    )


def without_response(error: httpx.TransportError) -> Verdict:
    """A connection that breaks, or no response in time."""
    return Verdict(
        "failed",
        CUT if "without sending complete message body" in str(error) else type(error).__name__,
    )
