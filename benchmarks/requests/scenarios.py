"""The measured requests, each with its expected response."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.requests.calling import Response
from benchmarks.requests.client import Client
from benchmarks.requests.preparing import Maker, admin_list, book, create, page, sign_in


@dataclass(frozen=True)
class Scenario:
    name: str
    prepare: Callable[[Client, str], Maker]
    """Takes a new client and the password of all users."""
    status: int = 200
    shows: str = ""
    """A regular expression that the head or the body matches ``times`` times or more."""
    times: int = 1
    writes: bool = False
    """Whether the database must be restored before the next request."""
    weight: int = 1
    """Divides the number of requests of an expensive scenario."""

    def check(self, response: Response) -> None:
        """Raises RuntimeError for an unexpected response."""
        if response.status != self.status:
            raise RuntimeError(f"{self.name} responds {response.status} instead of {self.status}")
        said = "\n".join([*(f"{name}: {value}" for name, value in response.headers), response.text])
        if (found := len(re.findall(self.shows, said))) < self.times:
            raise RuntimeError(
                f"{self.name} shows {self.shows!r} {found} times instead of {self.times}"
            )


LISTED = (
    Scenario("catalogue", page("/"), shows='<span class="author">', times=20),
    Scenario(
        "catalogue signed in",
        page("/", "reader"),
        shows='<span class="author">|>reader</a>',
        times=21,
    ),
    Scenario("book", book, shows='<dd class="availability">'),
    Scenario(
        "sign-in",
        sign_in,
        status=302,
        shows="(?i)set-cookie: +session|location: /account/",
        times=2,
        writes=True,
    ),
    Scenario("account", page("/account/", "reader"), shows='<dd class="role">reader</dd>'),
    Scenario("admin list", admin_list, shows='"(?:col|field)-title', times=20, weight=2),
    Scenario("JSON list", page("/api/books/"), shows='"isbn":', times=20),
    Scenario("create", create, status=201, shows='"slug": ?"measured-', writes=True),
)
SCENARIOS = {one.name: one for one in LISTED}
