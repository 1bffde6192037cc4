"""A development server with debug on shows every user of a tunnel what only its developer should
see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.tunnel.ssh import Client
from shared_tests.harness import loopback
from shared_tests.harness.implementations import Implementation, environment
from shared_tests.harness.servers import Server, developing, free_port

CONSOLE = {"flask": 200, "django": 404}


@pytest.fixture(scope="module")
def debugging(
    implementation: Implementation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """``flask run --debug`` or ``manage.py runserver``."""
    folder = tmp_path_factory.mktemp("debugging")
    with developing(
        implementation, environment(folder, DEBUG="1", FAULT_ROUTES="1"), folder
    ) as server:
        yield server


@pytest.fixture(scope="module", params=["-L", "-R"], ids=["forward", "reverse"])
def forward(debugging: Server, developer: Client, request: pytest.FixtureRequest) -> Iterator[str]:
    port, target = free_port(), debugging.base_url.removeprefix("http://")
    with developer.tunnel(f"{request.param}{port}:{target}"):
        yield f"http://localhost:{port}"


def test_the_traceback_is_shown_with_the_source(forward: str):
    page = loopback.get(f"{forward}/fail/").text
    assert "Traceback" in page
    assert "raise " in page


def test_werkzeug_s_console_opens_with_the_pin(forward: str, implementation: Implementation):
    response = loopback.get(f"{forward}/console")
    assert response.status_code == CONSOLE[implementation.name]
    assert ("EVALEX_TRUSTED = false" in response.text) is (implementation.name == "flask")


def test_another_host_is_refused_the_console_but_any_client_may_send_localhost(
    forward: str, implementation: Implementation
):
    responses = [
        loopback.get(f"{forward}/console", headers={"Host": host})
        for host in ("public.example", "localhost")
    ]
    assert [response.status_code for response in responses] == [400, CONSOLE[implementation.name]]
