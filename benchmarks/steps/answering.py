"""Asks one application for the catalogue inside its own process, and tells what it answered and asked its database."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from importlib import import_module
from typing import Any

WARM_UP = 3


class Watched(sqlite3.Connection):
    """Writes down each statement as SQLite gets it, those that a driver adds among them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.set_trace_callback(statements.append)


statements: list[str] = []


def watch() -> None:
    """Every connection from now on is watched; before the application is imported, which takes the name with it."""
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connect(*arguments, **{"factory": Watched} | options)

    sqlite3.connect = sqlite3.dbapi2.connect = watched  # type: ignore[assignment,attr-defined]


def request() -> dict[str, Any]:
    """The WSGI environment of an anonymous GET /."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ask(application: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        told.update(status=int(status[:3]), headers=headers)

    body = application(request(), start_response)
    told["body"] = b"".join(body).decode()
    if hasattr(body, "close"):
        body.close()  # at which Django gives its connection back
    return told


def main() -> None:
    watch()
    sys.path.insert(0, ".")
    module, _, name = sys.argv[1].partition(":")
    application = getattr(import_module(module), name)
    for _ in range(WARM_UP):
        statements.clear()
        told = ask(application)
    json.dump(told | {"statements": statements}, sys.stdout)


if __name__ == "__main__":
    main()
