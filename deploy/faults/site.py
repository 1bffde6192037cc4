"""The target of a fault, and the notes that it makes beside the figures of the load."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.stack import Stack
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import PASSWORD, Implementation

CLIENTS = {"read": 4, "write": 3, "sign in": 1}  # fewer than there are threads to serve them


@dataclass
class Site:
    """One implementation's production, a folder to work in, and notes on the current fault."""

    implementation: Implementation
    stack: Stack
    folder: Path
    injected_at: list[float] = field(default_factory=list)
    """The moments of injection."""
    facts: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    measured: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The measured value, and the most that it may be."""
    browsers: dict[str, Browser] = field(default_factory=dict)

    def signed_in(self, role: str) -> Browser:
        """A browser of this role, the same one each time. ``before`` should ask for it first: under
        the load of a slow machine a sign-in waits too long and gets a 503."""
        if role not in self.browsers:
            browser = Browser(self.stack.base_url, trust=self.stack.trust)
            browser.sign_in(role, PASSWORD)
            self.browsers[role] = browser
        return self.browsers[role]

    def record_injection(self) -> None:
        self.injected_at.append(time.monotonic())

    def promise(self, kept: bool, words: str) -> None:
        if not kept:
            self.broken.append(words)

    def limit(self, words: str, value: float, most: float) -> None:
        self.measured[words] = (value, most)
        self.promise(value <= most, f"{words}: {value:.2f}, at most {most:g}")


class Unavailable(Exception):
    """This machine cannot do that."""


def nothing(site: Site) -> None:
    """For faults that need nothing before or after."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong under load, and how much of it a client may notice."""

    inject: Callable[[Site], None]
    """Injects the fault and returns when it is over: all programs run again."""
    before: Callable[[Site], None] = nothing
    after: Callable[[Site], None] = nothing
    kills: int = 0
    """How often requests are cut off. Each time every client that writes may lose the request it
    waits for, and every other client a response that had begun."""
    failing: frozenset[str] = frozenset()
    """The kinds of requests that cannot succeed meanwhile. The application responds to each with
    503 and Retry-After."""
    clients: Mapping[str, int] = field(default_factory=CLIENTS.copy)

    def most_failures(self, kind: str, cut: int) -> float:
        """The number of requests of one kind that may fail. nginx sends a read to another process
        instead, unless its response was cut off."""
        if kind in self.failing:
            return float("inf")
        most = self.kills * self.clients[kind]
        return min(cut, most) if kind == "read" else most
