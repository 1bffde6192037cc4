"""A page of a server that is measured, asked for once and found right before anything is timed."""

from __future__ import annotations

import http.client
from dataclasses import dataclass

from shared_tests.harness.servers import Server

SIGNS = {"/books/": b'<ol class="books">', "/healthz": b"ok"}


class WrongResponse(RuntimeError):
    """A server that is measured answered wrongly, or not at all."""


@dataclass(frozen=True)
class Target:
    """A page of a server, and how a right response looks."""

    server: Server
    path: str
    size: int
    keeps_alive: bool

    @property
    def url(self) -> str:
        return self.server.base_url + self.path


def target(server: Server, path: str, sign: bytes = b"") -> Target:
    """Ask for the page once. Raises WrongResponse when it is not the page that is meant."""
    asking = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    asking.request("GET", path, headers={"Accept-Encoding": "identity"})
    response = asking.getresponse()
    keeps_alive, body = not response.will_close, response.read()
    asking.close()
    if response.status != http.client.OK or (sign or SIGNS[path]) not in body:
        raise WrongResponse(
            f"{path} answers {response.status}: {body[:200]!r}\n{server.log()[-2000:]}"
        )
    return Target(server, path, len(body), keeps_alive)
