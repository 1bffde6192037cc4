"""A user of a WSGI application: keeps cookies, finds tokens, signs in."""

from __future__ import annotations

import re
import sys
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

from benchmarks.requests.calling import Response, call
from benchmarks.requests.subject import Application, Environ

HOST = "127.0.0.1:8000"
BROWSER = {
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "REMOTE_ADDR": "127.0.0.1",
    "SCRIPT_NAME": "",
    "HTTP_HOST": HOST,
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "HTTP_ACCEPT": "*/*",
    "HTTP_ACCEPT_LANGUAGE": "en",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": False,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
MOST_TRIES = 10
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="(csrf\w+)"[^>]* value="([^"]+)"')


class Client:
    """One client."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.cookies: dict[str, str] = {}

    def environ(self, method: str, path: str, body: bytes = b"", **more: str) -> Environ:
        """The WSGI environ of the request; ``more`` are further keys, such as HTTP_ORIGIN."""
        environ: Environ = {
            **BROWSER,
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            **more,
        }
        environ |= {"RAW_URI": path, "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr}
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        if method == "POST":
            environ |= {"HTTP_ORIGIN": f"http://{HOST}", "CONTENT_LENGTH": str(len(body))}
        return environ

    def get(self, path: str) -> Response:
        return self.keep(call(self.application, self.environ("GET", path)))

    def keep(self, response: Response) -> Response:
        """Store the cookies that a response sets."""
        for name, value in response.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {one.key: one.coded_value for one in SimpleCookie(value).values()}
        return response

    def signing_in(self, username: str, password: str) -> Environ:
        """The request that signs in, with the token of the form; it may be sent repeatedly."""
        page = self.get("/login/")
        token = TOKEN.search(page.text)
        if page.status != 200 or not token:
            raise RuntimeError(f"/login/ responds {page.status} and shows no token")
        fields = {token[1]: token[2], "next": "", "username": username, "password": password}
        return self.environ("POST", "/login/", urlencode(fields).encode(), CONTENT_TYPE=FORM)

    def sign_in(self, username: str, password: str) -> None:
        """Repeated after a 503: a busy machine did not hash the password in time."""
        for _ in range(MOST_TRIES):
            response = self.keep(call(self.application, self.signing_in(username, password)))
            if response.status != 503:
                break
        if response.status != 302:
            raise RuntimeError(f"signing in as {username} responds {response.status}")
