"""The state of an actor's browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie

from shared_tests.harness.implementations import PASSWORD

OTHER_PASSWORD = "violet-harbour-93-lantern"
NONE_YET = "none-yet"


@dataclass
class Session:
    passwords: list[str] = field(default_factory=lambda: [PASSWORD, OTHER_PASSWORD])
    """The current one first, as far as we know."""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    former_cookie: str = "none=yet"
    former_token: str = NONE_YET
    export: str = NONE_YET

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def keep_cookies(kept: dict[str, str], headers: Message) -> None:
    """As a browser does: empty and expired cookies are dropped."""
    for line in headers.get_all("Set-Cookie", []):
        for name, morsel in SimpleCookie(line).items():
            if not morsel.value or morsel["max-age"] == "0":
                kept.pop(name, None)
            else:
                kept[name] = morsel.value
