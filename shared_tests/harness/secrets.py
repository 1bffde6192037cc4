"""The secrets of the browsers of a run: passwords, cookies and tokens, which no log may contain."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from shared_tests.harness.browser import Response

# A shorter one may be in a log by chance, as a word; and so may a repeated letter
SHORTEST = 16
VARIES = re.compile(r"^\S+ \S+ |\[[0-9a-f]{32}\]|duration=\S+", re.MULTILINE)


class Secrets:
    def __init__(self) -> None:
        self.known: set[str] = set()
        self.names: set[str] = set()

    def note(self, response: Response) -> None:
        """Remember the secrets of this request and its response."""
        request = response.request
        self._cookies(request.headers.get("Cookie", ""), *response.headers.get_list("Set-Cookie"))
        self.known.add(request.headers.get("X-CSRFToken", ""))
        if request.headers.get("Content-Type", "") != "application/x-www-form-urlencoded":
            return
        for name, value in parse_qsl(request.read().decode(errors="replace")):
            if "password" in name or "csrf" in name:
                self.known.add(value)
            elif name == "username":
                self.names.add(value)

    def _cookies(self, *headers: str) -> None:
        for header in headers:
            try:
                self.known |= {cookie.value for cookie in SimpleCookie(header).values()}
            except CookieError:  # a malformed cookie that a case sends on purpose
                continue

    def leaked_in(self, log: str) -> list[str]:
        """The secrets that the log contains."""
        once = "\n".join(set(VARIES.sub("", log).splitlines()))
        kept = [
            secret
            for secret in self.known - self.names
            if len(secret) >= SHORTEST and len(set(secret)) > 1
        ]
        return sorted(secret for secret in kept if secret in once)
