"""nginx responds itself to requests that the application never sees, with the same kind of page."""

from __future__ import annotations

import re
import socket
import ssl
import time
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest

from deploy import applications
from deploy.stack import Stack
from shared_tests.harness.invariants import check_invariants
from shared_tests.harness.limits import open_files
from shared_tests.harness.loopback import Client, get

HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Strict-Transport-Security",
)
BIG = b"x" * (2**20 + 1)
REFUSED = {
    "malformed address": (400, "Bad Request", {"method": "GET", "url": "/%zz"}),
    "foreign host": (
        400,
        "Bad Request",
        {"method": "GET", "url": "/", "headers": {"Host": "evil.example"}},
    ),
    "trace": (405, "Method Not Allowed", {"method": "TRACE", "url": "/"}),
    "chunks": (
        411,
        "Length Required",
        {"method": "POST", "url": "/login/", "content": iter([b"x"])},
    ),
    "large body": (413, "Content Too Large", {"method": "POST", "url": "/login/", "content": BIG}),
    "long address": (414, "URI Too Long", {"method": "GET", "url": "/" + "x" * 9000}),
    "long header": (
        431,
        "Request Header Fields Too Large",
        {"method": "GET", "url": "/", "headers": {"X": "x" * 9000}},
    ),
}


def policy(response: httpx.Response) -> dict[str, set[str]]:
    """The security headers, without regard to the order of directives."""
    return {name: set(re.split("; ?", response.headers[name])) for name in HEADERS}


@pytest.mark.parametrize(("status", "words", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_nginx_refuses_looks_like_the_application_s_response(
    client: Client, status: int, words: str, sent: dict
):
    response = client.request(**sent)
    check_invariants(response)
    assert (response.status_code, policy(response)) == (
        status,
        policy(client.get("/no-such-page/")),
    )
    assert f"<h1>{words}</h1>" in response.text
    assert f"<code>{response.headers['X-Request-ID']}</code>" in response.text


def test_no_header_is_sent_twice(client: Client):
    names = [
        name.lower()
        for name, _ in client.get("/").headers.multi_items()
        if name.lower() != "set-cookie"
    ]
    assert len(names) == len(set(names))


def test_in_the_api_nginx_answers_with_a_problem_document(client: Client):
    response = client.post("/api/books/", content=BIG)
    assert (response.status_code, response.headers["Content-Type"]) == (
        413,
        "application/problem+json",
    )
    assert response.json() | {"detail": ""} == {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": 413,
        "detail": "",
    }


def test_plain_http_leads_to_tls(stack: Stack):
    response = get(f"{stack.http_url}/books/?q=a%20b")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        f"{stack.base_url}/books/?q=a%20b",
    )


def test_plain_http_for_another_host_gets_no_response(stack: Stack):
    with pytest.raises(httpx.TransportError):
        get(stack.http_url, headers={"Host": "evil.example"})


def test_plain_http_on_the_port_for_tls_is_refused(stack: Stack):
    response = get(stack.base_url.replace("https", "http"))
    assert (response.status_code, "nginx" in response.text) == (400, False)


def test_an_address_begins_a_session_over_http_2(stack: Stack):
    context = ssl.create_default_context(cafile=stack.ca)
    context.set_alpn_protocols(["h2", "http/1.1"])
    host, port = stack.base_url.removeprefix("https://").split(":")
    with (
        socket.create_connection((host, int(port)), 3) as plain,
        context.wrap_socket(plain, server_hostname=host) as tls,
    ):
        assert (tls.selected_alpn_protocol(), tls.version()) == ("h2", "TLSv1.3")


def test_the_log_names_the_id_of_the_response(stack: Stack, client: Client):
    request_ids = [
        client.get("/").headers["X-Request-ID"],
        client.get("/%zz").headers["X-Request-ID"],
    ]
    assert all(logged(stack, number) for number in request_ids)


def logged(stack: Stack, number: str) -> str:
    """The line of that request in the log; nginx writes it after the response."""
    end = time.monotonic() + 2
    while time.monotonic() < end:
        for line in stack.access_log.read_text(encoding="utf-8").splitlines():
            if line.endswith(number):
                return line
        time.sleep(0.02)
    return ""


def test_liveness_has_a_socket_of_its_own(stack: Stack, client: Client):
    sent = {path: client.get(path).headers["X-Request-ID"] for path in ("/healthz", "/readyz")}
    lines = {path: logged(stack, number) for path, number in sent.items()}
    assert ["-health.sock" in lines[path] for path in sent] == [True, False], lines


def test_only_the_group_gets_to_the_sockets(stack: Stack):
    sockets = [Path(one.env["SERVE_BIND"].removeprefix("unix:")) for one in stack.gunicorns]
    health_sockets = [applications.health_socket(one) for one in sockets]
    assert [oct(one.stat().st_mode & 0o777) for one in (*sockets, *health_sockets)] == ["0o660"] * 4
    assert oct(sockets[0].parent.stat().st_mode & 0o777) == "0o750"


def test_three_hundred_half_sent_requests_block_no_other_client(stack: Stack, client: Client):
    host, port = stack.base_url.removeprefix("https://").split(":")
    with ExitStack() as held:
        for _ in range(min(300, open_files(1000) - 100)):
            plain = held.enter_context(socket.create_connection((host, int(port)), 3))
            slow = held.enter_context(stack.trust.wrap_socket(plain, server_hostname=host))
            slow.sendall(b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
        response = client.get("/books/")
    assert (response.status_code, response.elapsed.total_seconds() < 1) == (200, True)
