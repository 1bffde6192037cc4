"""A page of a measured server, requested and checked once before anything is timed."""

from __future__ import annotations

import http.client
from dataclasses import dataclass

from shared_tests.harness.servers import Server

SIGNS = {"/books/": b'<ol class="books">', "/healthz": b"ok"}


class WrongResponse(RuntimeError):
    """A measured server returned a wrong response, or none."""


@dataclass(frozen=True)
class Target:
    """A page of a server, and its expected response."""

    server: Server
    path: str
    size: int
    keeps_alive: bool

    @property
    def url(self) -> str:
        return self.server.base_url + self.path


def target(server: Server, path: str, sign: bytes = b"") -> Target:
    """Request the page once. Raises WrongResponse if it is not the expected page."""
    asking = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    asking.request("GET", path, headers={"Accept-Encoding": "identity"})
    response = asking.getresponse()
    keeps_alive, body = not response.will_close, response.read()
    asking.close()
    if response.status != http.client.OK or (sign or SIGNS[path]) not in body:
        raise WrongResponse(
            f"{path} responds {response.status}: {body[:200]!r}\n{server.log()[-2000:]}"
        )
    return Target(server, path, len(body), keeps_alive)
