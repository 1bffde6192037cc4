"""What an application behind a tunnel sees of its visitors, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from deploy.tunnel.mouths import Mouths, open_mouths
from deploy.tunnel.ssh import Client
from shared_tests.harness import loopback
from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import PASSWORD, Implementation, environment


@pytest.fixture(scope="module")
def mouths(
    implementation: Implementation,
    demo_database: SqliteFile,
    developer: Client,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Mouths]:
    folder = tmp_path_factory.mktemp("application")
    env = environment(folder, DATABASE_URL=demo_database.copy().url)
    with open_mouths(implementation, env, folder, developer, "--access-logfile=-") as both:
        yield both


@pytest.fixture(params=["to_port", "to_socket"])
def browser(mouths: Mouths, request: pytest.FixtureRequest) -> Iterator[Browser]:
    opened = Browser(getattr(mouths, request.param))
    yield opened
    opened.close()


def somebody_at(address: str, url: str) -> loopback.Client:
    """A visitor with an address of its own: all of 127.0.0.0/8 is this machine's."""
    transport = httpx.HTTPTransport(local_address=address)
    return loopback.Client(
        base_url=url.replace("localhost", "127.0.0.1"), transport=transport, timeout=20
    )


def test_somebody_signs_in_through_the_tunnel(browser: Browser):
    assert browser.sign_in("reader", PASSWORD).status_code == 302
    assert browser.get("/account/").status_code == 200


def test_a_form_of_another_port_of_localhost_is_refused(browser: Browser):
    form = dict(form_of(browser.get("/login/"), "/login/").form_values())
    fields = form | {"username": "reader", "password": PASSWORD}
    response = browser.request(
        "POST", "/login/", data=fields, headers={"Origin": "http://localhost:1"}
    )
    assert response.status_code == 403


def test_a_name_that_is_not_allowed_is_refused_at_the_mouth(browser: Browser):
    assert browser.request("GET", "/", headers={"Host": "laptop.example"}).status_code == 400


def test_the_log_names_visitors_only_without_a_tunnel(mouths: Mouths):
    for number, url in enumerate((mouths.direct, mouths.to_port, mouths.to_socket)):
        with somebody_at("127.0.0.2", url) as anonymous:
            anonymous.get(f"/healthz?visit={number}")
    lines = mouths.server.log().splitlines()
    assert [line.split()[0] for line in lines if "/healthz?visit=" in line] == [
        "127.0.0.2",
        "127.0.0.1",
        "-",
    ]


def test_one_visitor_s_failures_shut_out_all_that_come_through_a_tunnel(mouths: Mouths):
    tries = [("127.0.0.2", mouths.to_port)] * 21 + [
        ("127.0.0.3", mouths.to_port),
        ("127.0.0.3", mouths.direct),
    ]
    assert [wrong_sign_in(address, url) for address, url in tries] == [401] * 20 + [429, 429, 401]


def wrong_sign_in(address: str, url: str) -> int:
    with somebody_at(address, url) as anonymous:
        fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values())
        return anonymous.post(
            "/login/", data=fields | {"username": "viewer", "password": "wrong"}
        ).status_code
