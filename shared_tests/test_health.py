"""Two addresses tell a load balancer whether the process lives and whether it can serve."""

from __future__ import annotations

import pytest

from shared_tests.browser import Browser


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_server_in_order_says_ok(visitor: Browser, path: str):
    answer = visitor.get(path)
    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_keeps_no_session(visitor: Browser, path: str):
    assert "Set-Cookie" not in visitor.get(path).headers
