"""Two addresses tell a load balancer whether the process is alive and whether it is ready."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment, prepare
from shared_tests.harness.servers import serving


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_healthy_server_says_ok(anonymous: Browser, path: str):
    response = anonymous.get(path)
    assert (response.status_code, response.text) == (200, "ok")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_keeps_no_session(anonymous: Browser, path: str):
    assert "Set-Cookie" not in anonymous.get(path).headers


def ready(browser: Browser) -> tuple[int, str]:
    begun = time.monotonic()
    response = browser.request("GET", "/readyz", headers={"X-Expect-Status": "503"})
    assert time.monotonic() - begun < 1
    return response.status_code, response.text


def test_a_database_without_tables_is_reported_until_it_is_migrated(
    implementation: Implementation, new_database: Database, open_browser, tmp_path: Path
):
    env = environment(tmp_path, DATABASE_URL=new_database.copy().url)
    with serving(implementation, env, tmp_path) as server:
        browser = open_browser(server.base_url)
        assert [ready(browser) for _ in range(3)] == [(503, "migrations pending")] * 3
        assert browser.get("/healthz").status_code == 200
        prepare(implementation, env, implementation.migrate)
        assert ready(browser) == (200, "ok")
