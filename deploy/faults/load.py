"""A closed-loop load on a stack: each client sends the next request as soon as it has a
response."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import httpx2 as httpx

from deploy.faults.clients import PATIENCE, Session, reader, signer, writer
from deploy.faults.verdicts import Exchange, Verdict, without_response
from deploy.stack import Stack

KINDS: dict[str, Callable[[Stack, Session, str], Exchange]] = {
    "read": reader,
    "write": writer,
    "sign in": signer,
}
# Seconds after a failure: a client does not repeat a failed request a thousand times a second
PAUSE = 0.05


@dataclass(frozen=True)
class Response:
    """One exchange of one client."""

    kind: str
    begun: float
    ended: float
    verdict: Verdict

    @property
    def is_right(self) -> bool:
        return self.verdict.outcome == "right"


@dataclass
class Load:
    """All requests and responses so far; more come while it runs."""

    prefix: str = field(default_factory=lambda: f"load-{uuid4().hex[:8]}")
    """The beginning of the slugs of all its books."""
    responses: list[Response] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, kind: str, exchange: Exchange) -> None:
        while not self.stopping.is_set():
            begun = time.monotonic()
            verdict = tried(exchange)
            self.responses.append(Response(kind, begun, time.monotonic(), verdict))
            if verdict.outcome != "right":
                self.stopping.wait(PAUSE)

    def first_right(self, since: float, kind: str) -> Response | None:
        """The first right exchange that began after that moment."""
        return next(
            (
                one
                for one in list(self.responses)
                if one.kind == kind and one.begun > since and one.is_right
            ),
            None,
        )

    def wait_for_recovery(self, since: float, deadline: float = 20) -> float | None:
        """Seconds until a read and a write succeeded; None when that did not happen in time."""
        while time.monotonic() < since + deadline:
            first_responses = [self.first_right(since, kind) for kind in ("read", "write")]
            if all(first_responses):
                return max(one.ended for one in first_responses if one) - since
            time.sleep(0.02)
        return None


def tried(exchange: Exchange) -> Verdict:
    """The verdict on an exchange, whatever happened."""
    try:
        return exchange()
    except httpx.TransportError as error:
        return without_response(error)
    except (AssertionError, KeyError, ValueError) as error:
        return Verdict(
            "wrong", f"{type(error).__name__}: a response with a right status cannot be read"
        )


@contextmanager
def load(stack: Stack, session: Session, kinds: Mapping[str, int]) -> Iterator[Load]:
    """Run so many clients of each kind until the block is left, and wait for the last responses."""
    running = Load()
    clients = [
        (kind, KINDS[kind](stack, session, f"{running.prefix}-{number}"))
        for kind, count in kinds.items()
        for number in range(count)
    ]
    threads = [threading.Thread(target=running.run, args=client, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield running
    finally:
        running.stopping.set()
        for thread in threads:
            thread.join(PATIENCE + 5)
