"""The front server serves TLS alone, forwards the true address and scheme of the client, and
responds when the application cannot."""

from __future__ import annotations

import socket
import ssl
import time
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from deploy.stack import Stack
from shared_tests.harness.browser import Browser, html
from shared_tests.harness.invariants import protected
from shared_tests.harness.limits import open_files
from shared_tests.harness.loopback import Client, get
from shared_tests.harness.raw import connect, exchange, lines

SLOW = 300
FORGED = {
    "X-Forwarded-For": "203.0.113.5",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Ssl": "off",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "80",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "203.0.113.5",
    "Forwarded": "for=203.0.113.5;proto=http;host=evil.example",
}


def test_plain_http_is_sent_to_tls(stack: Stack):
    response = get(f"{stack.http_url}/books/?q=emma&page=1")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        f"{stack.base_url}/books/?q=emma&page=1",
    )
    protected(response)


def test_plain_http_to_a_host_that_is_not_allowed_gets_no_response(stack: Stack):
    response = exchange(stack.http_url, lines("GET / HTTP/1.1", "Host: evil.example"))
    assert (response.status, response.head) == (0, b"")


def test_http_2_is_offered(stack: Stack):
    address = urlsplit(stack.base_url)
    trust = ssl.create_default_context(cafile=str(stack.ca))
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection((address.hostname, address.port), 5) as connection,
        trust.wrap_socket(connection, server_hostname=address.hostname) as tls,
    ):
        assert tls.selected_alpn_protocol() == "h2"


@pytest.mark.parametrize("header", FORGED)
def test_what_a_client_claims_of_its_way_is_not_believed(anonymous: Browser, header: str):
    response = anonymous.request("GET", "/account/", headers={header: FORGED[header]})
    assert (response.status_code, response.headers["Location"]) == (302, "/login/?next=/account/")
    protected(response)


def test_each_client_has_an_address_of_its_own(
    stack: Stack, anonymous: Browser, open_browser, new_user
):
    user, other = new_user(), open_browser()
    other.http = Client(
        base_url=stack.base_url,
        transport=httpx.HTTPTransport(verify=stack.trust, local_address="127.0.0.2"),
    )
    guesses = [anonymous.sign_in(user.username, "wrong").status_code for _ in range(21)]
    assert guesses == [401] * 20 + [429]
    assert other.sign_in(user.username, user.password).status_code == 302


def test_the_log_of_the_front_server_has_the_id_of_the_response(stack: Stack, anonymous: Browser):
    response = anonymous.get("/books/")
    end = time.monotonic() + 5  # nginx writes the line after the response
    while (
        response.headers["X-Request-ID"]
        not in (log := stack.access_log.read_text(encoding="utf-8"))
        and time.monotonic() < end
    ):
        time.sleep(0.02)
    assert response.headers["X-Request-ID"] in log


@pytest.mark.parametrize(
    ("head", "status"),
    [("GET /?q={} HTTP/1.1", 414), ("GET / HTTP/1.1\r\nX-Long: {}", 431)],
    ids=["address", "header"],
)
def test_a_head_that_is_too_long_is_refused_with_a_page(stack: Stack, head: str, status: int):
    host = f"Host: {urlsplit(stack.base_url).netloc}"
    response = exchange(stack.base_url, lines(head.format("x" * 9000), host, "Connection: close"))
    assert response.status == status
    assert b"content-security-policy" in response.head.lower()
    assert b"<h1>" in response.body


def test_requests_that_never_end_block_no_other_client(stack: Stack, anonymous: Browser):
    connections = [connect(stack.base_url) for _ in range(min(SLOW, open_files(1000) - 100))]
    try:
        for connection in connections:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert [anonymous.get("/books/").status_code for _ in range(10)] == [200] * 10
    finally:
        for connection in connections:
            connection.close()


@pytest.mark.parametrize(
    ("path", "kind"), [("/books/", "text/html"), ("/api/books/", "application/problem+json")]
)
def test_without_an_application_the_front_server_responds_itself(
    disposable_stack: Stack, open_disposable, path: str, kind: str
):
    for gunicorn in disposable_stack.gunicorns:
        gunicorn.kill()
    try:
        response = open_disposable().request("GET", path, headers={"X-Expect-Status": "502"})
    finally:
        for gunicorn in disposable_stack.gunicorns:
            gunicorn.start()
    assert response.status_code == 502
    assert response.headers["Content-Type"].startswith(kind)
    assert (
        response.json()["title"] if "json" in kind else html(response).xpath("string(//h1)")
    ) == "Bad Gateway"
    protected(response)
    assert open_disposable().get(path).status_code == 200
