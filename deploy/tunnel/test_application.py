"""What an application behind a tunnel sees of its clients, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from deploy.tunnel.forwards import Forwards, open_forwards
from deploy.tunnel.ssh import Client
from shared_tests.harness import loopback
from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import PASSWORD, Implementation, environment


@pytest.fixture(scope="module")
def forwards(
    implementation: Implementation,
    demo_database: SqliteFile,
    developer: Client,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Forwards]:
    folder = tmp_path_factory.mktemp("application")
    env = environment(folder, DATABASE_URL=demo_database.copy().url)
    with open_forwards(implementation, env, folder, developer, "--access-logfile=-") as both:
        yield both


@pytest.fixture(params=["to_port", "to_socket"])
def browser(forwards: Forwards, request: pytest.FixtureRequest) -> Iterator[Browser]:
    opened = Browser(getattr(forwards, request.param))
    yield opened
    opened.close()


def somebody_at(address: str, url: str) -> loopback.Client:
    """A client with an address of its own: all of 127.0.0.0/8 belongs to this machine."""
    transport = httpx.HTTPTransport(local_address=address)
    return loopback.Client(
        base_url=url.replace("localhost", "127.0.0.1"), transport=transport, timeout=20
    )


def test_a_user_signs_in_through_the_tunnel(browser: Browser):
    assert browser.sign_in("reader", PASSWORD).status_code == 302
    assert browser.get("/account/").status_code == 200


def test_a_form_of_another_port_of_localhost_is_refused(browser: Browser):
    form = dict(form_of(browser.get("/login/"), "/login/").form_values())
    fields = form | {"username": "reader", "password": PASSWORD}
    response = browser.request(
        "POST", "/login/", data=fields, headers={"Origin": "http://localhost:1"}
    )
    assert response.status_code == 403


def test_a_host_that_is_not_allowed_is_refused_at_the_tunnel(browser: Browser):
    assert browser.request("GET", "/", headers={"Host": "laptop.example"}).status_code == 400


def test_the_log_names_clients_only_without_a_tunnel(forwards: Forwards):
    for number, url in enumerate((forwards.direct, forwards.to_port, forwards.to_socket)):
        with somebody_at("127.0.0.2", url) as anonymous:
            anonymous.get(f"/healthz?visit={number}")
    lines = forwards.server.log().splitlines()
    assert [line.split()[0] for line in lines if "/healthz?visit=" in line] == [
        "127.0.0.2",
        "127.0.0.1",
        "-",
    ]


def test_failures_of_one_client_lock_out_all_clients_of_a_tunnel(forwards: Forwards):
    tries = [("127.0.0.2", forwards.to_port)] * 21 + [
        ("127.0.0.3", forwards.to_port),
        ("127.0.0.3", forwards.direct),
    ]
    assert [wrong_sign_in(address, url) for address, url in tries] == [401] * 20 + [429, 429, 401]


def wrong_sign_in(address: str, url: str) -> int:
    with somebody_at(address, url) as anonymous:
        fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values())
        return anonymous.post(
            "/login/", data=fields | {"username": "viewer", "password": "wrong"}
        ).status_code
