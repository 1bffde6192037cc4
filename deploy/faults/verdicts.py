"""What became of one exchange between a client and the stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx2 as httpx


@dataclass(frozen=True)
class Verdict:
    outcome: str
    """right, failed (an honest error), repeated (somebody sent the write again) or wrong (anything
    else)."""
    detail: str
    slug: str = ""
    """Of the book that was to be written."""


AWAY = "503"
# An answer that had begun when its sender died: nginx cannot ask again behind the client's back
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
    """The status, and what a 503 lacks."""
    status = str(response.status_code)
    return (
        f"{status} without Retry-After"
        if status == AWAY and "Retry-After" not in response.headers
        else status
    )


def without_response(error: httpx.TransportError) -> Verdict:
    """A connection that breaks, or no answer in time."""
    return Verdict(
        "failed",
        CUT if "without sending complete message body" in str(error) else type(error).__name__,
    )
