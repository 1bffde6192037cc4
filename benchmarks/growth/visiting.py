"""One application in its own process; its parent requests pages through the WSGI callable."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import httpx2 as httpx

from benchmarks.growth.pages import pages
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import IMPLEMENTATIONS, PASSWORD
from shared_tests.harness.loopback import Client


class Watched:
    """A WSGI callable that records the duration of the last response, to its last byte, and its
    queries."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.seconds = 0.0
        self.statements: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.statements.clear()
        begun = time.perf_counter()
        response = self.application(environ, start_response)
        try:
            return [b"".join(response)]
        finally:
            if hasattr(response, "close"):
                response.close()
            self.seconds = time.perf_counter() - begun


class SimulatedUser(Browser):
    """A client without a network: it calls the application directly."""

    def __init__(self, application: Watched) -> None:
        self.base_url = "http://127.0.0.1"
        self.http = Client(base_url=self.base_url, transport=httpx.WSGITransport(app=application))


def note_statements(side: str, statements: list[str]) -> None:
    """Make the framework append its statements to a list."""
    if side == "django":
        from django.db import connection

        def noting(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        connection.execute_wrappers.append(noting)
    else:
        from sqlalchemy import Engine, event

        event.listen(
            Engine,
            "before_cursor_execute",
            lambda _c, _cur, statement, *_: statements.append(statement),
        )


def main() -> None:
    """Reply to each line on standard input, a page's name, with a line of JSON."""
    side = sys.argv[1]
    sys.path.insert(0, IMPLEMENTATIONS[side].chdir)
    module, _, name = IMPLEMENTATIONS[side].wsgi.partition(":")
    watched = Watched(getattr(import_module(module), name))
    note_statements(side, watched.statements)
    user = SimulatedUser(watched)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    assert user.sign_in("editor", PASSWORD).status_code == 302
    known = pages(side, user)
    for line in sys.stdin:
        shown, total = known[line.strip()]()
        response = {
            "seconds": watched.seconds,
            "queries": len(watched.statements),
            "shown": shown,
            "total": total,
        }
        print(json.dumps(response), flush=True)


if __name__ == "__main__":
    main()
