"""The description of the API as Schemathesis reads it, and further checks of every response."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import schemathesis

from shared_tests.harness.invariants import check_invariants
from shared_tests.model.rules import with_line_feeds

FOLDER = Path(__file__).parent
config = schemathesis.Config.from_path(FOLDER / "schemathesis.toml")
description = schemathesis.openapi.from_path(FOLDER.parent / "openapi.yaml", config=config)


@schemathesis.check
def invariants(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """The checks of every response of the suite."""
    headers = [(name, value) for name, values in response.headers.items() for value in values]
    request = httpx.Request(response.request.method or "", response.request.url or "")
    checked = httpx.Response(
        response.status_code, headers=headers, content=response.content, request=request
    )
    checked.elapsed = timedelta(seconds=response.elapsed)
    check_invariants(checked)


@schemathesis.check
def stored(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """The response shows an accepted book as it was sent, except for the spaces around its title
    and for line ends, which are LF."""
    if (
        case.method in ("POST", "PATCH")
        and response.status_code in (200, 201)
        and isinstance(case.body, dict)
    ):
        book = response.json()
        shown = book | {"author": book["author"]["slug"]}
        sent: dict[str, Any] = {
            name: with_line_feeds(value) if isinstance(value, str) else value
            for name, value in case.body.items()
        }
        if "title" in sent:
            sent["title"] = sent["title"].strip()
        assert shown | sent == shown
