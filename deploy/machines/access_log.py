"""nginx's log of each request: its status, its time, and the hosts that were tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(
    r'\S+ \[[^]]+\] "(?P<request>.*)" (?P<status>\d{3}) \d+ (?P<seconds>[\d.]+) '
    r"(?:[\d.]+|-)(?:, [\d.-]+)* (?P<upstreams>[^\s,]+(?:, [^\s,]+)*) \S+$"
)
# nginx's names for a host that it could not reach, or that did not respond
NO_RESPONSE = range(502, 505)


@dataclass(frozen=True)
class Request:
    method: str
    status: int
    seconds: float
    upstreams: tuple[str, ...]
    """The hosts that were tried, in order: the last one responded, if any did."""

    @property
    def has_no_response(self) -> bool:
        return self.status in NO_RESPONSE

    @property
    def is_safe(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def served_by(self) -> str:
        return "" if self.has_no_response else self.upstreams[-1]


@dataclass
class AccessLog:
    """The file from now on."""

    file: Path
    offset: int = 0

    def __post_init__(self) -> None:
        self.skip()

    def skip(self) -> None:
        self.offset = self.file.stat().st_size

    def requests(self) -> Iterator[Request]:
        """Those since ``skip``; a line that is being written is left for later."""
        with self.file.open(encoding="utf-8", errors="replace") as lines:
            lines.seek(self.offset)
            for line in lines:
                if line.endswith("\n"):
                    yield read(line)

    def served_by(self, upstream: str) -> bool:
        return any(request.served_by == upstream for request in self.requests())


def read(line: str) -> Request:
    """Raises ValueError for a line of another form, so that none is passed over."""
    if not (parsed := LINE.match(line)):
        raise ValueError(f"not the form of nginx.conf's log_format: {line!r}")
    method = parsed["request"].partition(" ")[0]
    return Request(
        method,
        int(parsed["status"]),
        float(parsed["seconds"]),
        tuple(parsed["upstreams"].split(", ")),
    )


def summary(requests: Iterable[Request]) -> dict[str, int]:
    """How many there were, and how many reads and writes got no response or needed a second
    host."""
    parsed = list(requests)
    return {
        "requests": len(parsed),
        "asked_twice": sum(len(one.upstreams) > 1 for one in parsed),
        "unanswered_reads": sum(one.has_no_response and one.is_safe for one in parsed),
        "unanswered_writes": sum(one.has_no_response and not one.is_safe for one in parsed),
    }
