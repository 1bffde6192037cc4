"""What a server has logged about its requests: one line each, in the same form on both sides."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

from shared_tests.harness.browser import Response
from shared_tests.harness.servers import Server

PREFIX = r"[0-9-]{10} [0-9:]{8},[0-9]{3} INFO \[(?P<id>[0-9a-f]{32})\] access: "
FIELDS = (
    r'method=(?P<method>[A-Z]+|".+") path=(?P<path>"[!-~]*") status=(?P<status>[0-9]{3}) '
    r'duration=(?P<duration>[0-9]+\.[0-9]{4}) user=(?P<user>-|".+") client=(?P<client>\S+)'
)
LINE = re.compile(PREFIX + FIELDS, re.ASCII)


@dataclass
class Logged:
    """A server and its log."""

    server: Server

    def lines(self, request_id: str) -> list[str]:
        """All that was logged about a request. The response may come before its line."""
        end = time.monotonic() + 2
        while not (groups := self._with(request_id)) and time.monotonic() < end:
            time.sleep(0.02)
        return groups

    def _with(self, request_id: str) -> list[str]:
        return [line for line in self.server.log().splitlines() if f"[{request_id}]" in line]

    def of(self, response: Response) -> dict[str, Any]:
        """The fields of the only line of a request."""
        (line,) = self.lines(response.headers["X-Request-ID"])
        return fields(line)


def fields(line: str) -> dict[str, Any]:
    match = LINE.fullmatch(line)
    assert match, line
    groups = match.groupdict()
    quoted = {name: json.loads(value) for name, value in groups.items() if value.startswith('"')}
    return groups | quoted
