"""The verdicts of the load on broken connections, against a server that breaks them."""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import pytest

from deploy.faults.load import tried
from deploy.faults.site import Fault, nothing
from deploy.faults.verdicts import CUT, Verdict, judged
from shared_tests.harness.loopback import get

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"


def verdict_on(response: bytes) -> Verdict:
    """The verdict on a server that sends these bytes to its client and closes the connection."""

    def serve() -> None:
        connection, _ = listening.accept()
        with closing(connection):
            connection.recv(65536)
            connection.sendall(response)

    def exchange() -> Verdict:
        page = get(f"http://127.0.0.1:{port}/")
        return judged(page, page.text == "books")

    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        server = threading.Thread(target=serve)
        server.start()
        verdict = tried(exchange)
        server.join()
    return verdict


@pytest.mark.parametrize(
    ("response", "verdict"),
    [
        (HEADERS + b"books", Verdict("right", "200")),
        (HEADERS + b"boots", Verdict("wrong", "200")),
        (HEADERS, Verdict("failed", CUT)),
        (HEADERS + b"bo", Verdict("failed", CUT)),
        (b"", Verdict("failed", "RemoteProtocolError")),
    ],
    ids=["whole", "wrong", "no body", "half a body", "nothing"],
)
def test_a_broken_connection_differs_from_a_wrong_response(response: bytes, verdict: Verdict):
    assert verdict_on(response) == verdict


def test_a_page_may_be_cut_off_by_a_kill_and_fail_in_no_other_way():
    killed, reloaded = Fault(nothing, kills=1), Fault(nothing)
    assert [killed.most_failures("read", cut) for cut in (0, 1, 100)] == [
        0,
        1,
        killed.clients["read"],
    ]
    assert reloaded.most_failures("read", cut=1) == 0
    assert killed.most_failures("write", cut=0) == killed.clients["write"]
