"""Whatever a client claims about itself, the application receives what nginx has seen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer

import pytest

from deploy import front
from deploy.programs import Programs, account
from shared_tests.harness.invariants import check_invariants
from shared_tests.harness.loopback import Client
from shared_tests.harness.servers import free_port

FORGED = {
    "Forwarded": "for=192.0.2.1;proto=http;host=evil.example",
    "Proxy": "http://evil.example",
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Protocol": "ssl",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Ssl": "off",
    "X-Real-IP": "192.0.2.1",
    "X-Request-ID": "mine",
    "X_Forwarded_For": "192.0.2.1",
    "Script_Name": "/evil",
}


class Echo(BaseHTTPRequestHandler):
    """Responds with the headers of the request, or with 503 for ``/busy/``."""

    def do_GET(self) -> None:
        body = "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode()
        if self.path == "/busy/":
            self.send_response(503)
            self.send_header("Retry-After", "1")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """A unix socket has no address to log."""


@contextmanager
def echoing(path: Path) -> Iterator[None]:
    with ThreadingUnixStreamServer(str(path), Echo) as server:
        path.chmod(0o666)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield
        server.shutdown()
        thread.join(5)


@pytest.fixture
def client(installed_programs: Programs, home: Path, tmp_path: Path) -> Iterator[Client]:
    """A client of nginx before the socket ``home``/1.sock, on which no process need listen."""
    ports, nginx = front.Ports(free_port(), free_port()), home / "nginx"
    front.write_folder(nginx, ports, [home / "1.sock"], front.version_of(installed_programs.nginx))
    _, trust = front.certify(nginx)
    server = front.front(installed_programs.nginx, nginx, ports, trust, tmp_path, account())
    server.start()
    with Client(base_url=ports.base_url, verify=trust) as client:
        yield client
    server.stop()


@pytest.fixture
def received(client: Client, home: Path) -> dict[str, str]:
    """The headers that an application receives for a request with every header forged."""
    with echoing(home / "1.sock"):
        response = client.get("/", headers=FORGED)
    return dict(line.split(": ", 1) for line in response.text.splitlines())


def test_nginx_alone_says_where_a_request_comes_from(received: dict[str, str]):
    known = {name.lower() for name in FORGED}
    forwarded = {name: value for name, value in received.items() if name.lower() in known}
    assert forwarded == {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https"}


def test_the_host_keeps_its_port(received: dict[str, str]):
    assert received["Host"].startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/", 502, "Bad Gateway"),
        ("/healthz", 503, "Service Unavailable"),
        ("/readyz", 503, "Service Unavailable"),
    ],
)
def test_without_an_application_nginx_says_so_itself(
    client: Client, path: str, status: int, words: str
):
    response = client.get(path, headers={"X-Expect-Status": str(status)})
    check_invariants(response)
    assert (response.status_code, response.headers["Retry-After"]) == (status, "5")
    assert f"<h1>{words}</h1>" in response.text


def test_retry_after_is_sent_once(client: Client, home: Path):
    with echoing(home / "1.sock"):
        response = client.get("/busy/")
    assert (response.status_code, response.headers.get_list("Retry-After")) == (503, ["1"])
