"""Who may claim that a request came over TLS, and what a cookie for TLS alone is worth behind a
tunnel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.tunnel.forwards import Forwards, open_forwards
from deploy.tunnel.ssh import Client
from shared_tests.harness import loopback
from shared_tests.harness.browser import form_of
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import PASSWORD, Implementation, environment

BELIEVED = {"default": (True, True), "no address": (False, True), "no header": (False, False)}
"""Whether gunicorn trusts headers that come through a tunnel to its port, and to its socket."""


@pytest.fixture(scope="module", params=list(BELIEVED))
def trust(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def forwards(
    implementation: Implementation,
    demo_database: SqliteFile,
    developer: Client,
    trust: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Forwards]:
    """The application configured for TLS, behind a gunicorn that trusts these clients."""
    folder = tmp_path_factory.mktemp("application")
    (folder / "nothing.py").write_text("secure_scheme_headers = {}\n", encoding="utf-8")
    env = environment(folder, DATABASE_URL=demo_database.copy().url, TLS="1")
    options = {
        "default": (),
        "no address": ("--forwarded-allow-ips=192.0.2.1",),
        "no header": (f"--config={folder / 'nothing.py'}",),
    }
    with open_forwards(implementation, env, folder, developer, *options[trust]) as both:
        yield both


def test_a_forged_scheme_is_believed(forwards: Forwards, trust: str):
    forged = {"X-Forwarded-Proto": "https"}
    responses = [
        loopback.get(url, headers=forged, timeout=20)
        for url in (forwards.to_port, forwards.to_socket)
    ]
    assert (
        tuple("Strict-Transport-Security" in response.headers for response in responses)
        == BELIEVED[trust]
    )


@pytest.mark.parametrize("trust", ["default"], indirect=True, scope="module")
def test_a_client_that_keeps_secure_cookies_from_plain_http_cannot_sign_in(forwards: Forwards):
    with loopback.Client(base_url=forwards.to_port, timeout=20) as http:
        page = http.get("/login/")
        fields = dict(form_of(page, "/login/").form_values()) | {
            "username": "reader",
            "password": PASSWORD,
        }
        sent_from = {"Origin": forwards.to_port, "Referer": str(page.url)}
        response = http.post("/login/", data=fields, headers=sent_from)
        kept = list(http.cookies.jar)
    assert response.status_code == 403
    assert kept
    assert all(cookie.secure for cookie in kept)
