"""A client that acts as a browser does: it keeps cookies, sends its Origin and submits the forms
that it is shown."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
import lxml.html

from shared_tests.harness.invariants import check_invariants
from shared_tests.harness.loopback import Client

Response = httpx.Response
# A connection for each request: a server may close an idle one at the moment when the next request
# is sent.
NO_REUSE = httpx.Limits(max_keepalive_connections=0)
# For many requests in a row: the client drops a connection before any server would close it.
SHORT_REUSE = httpx.Limits(max_keepalive_connections=1, keepalive_expiry=0.5)
TRUST = (
    ssl.create_default_context()
)  # loaded once: reading the certificates takes longer than most cases


def html(response: Response) -> lxml.html.HtmlElement:
    """The document of an HTML response, read in the charset of its Content-Type, as a browser
    does."""
    parser = lxml.html.HTMLParser(encoding=response.encoding)
    return lxml.html.document_fromstring(
        response.content, parser=parser, base_url=str(response.url)
    )


def text(response: Response) -> str:
    """What a reader of the page sees, with white space collapsed."""
    return " ".join(html(response).text_content().split())


def form_of(response: Response, action: str) -> lxml.html.FormElement:
    """The form of the page that is sent to the path ``action``. A form without an action is sent to
    its own page."""
    forms = html(response).forms
    for form in forms:
        if urlsplit(urljoin(str(response.url), form.get("action") or "")).path == action:
            return form
    shown = [form.get("action") for form in forms]
    raise AssertionError(f"no form for {action} on {response.url}; its forms: {shown}")


def as_sent(form: lxml.html.FormElement, name: str, value: str) -> str:
    """What a browser sends for a field that was not edited: a text area drops one line end at its
    start, all others are CRLF."""
    if form.xpath("boolean(.//textarea[@name=$name])", name=name):
        value = value.removeprefix("\r").removeprefix("\n")
    return re.sub(r"\r\n|\r|\n", "\r\n", value)


class Browser:
    """One client with cookies of its own. It never follows a redirect, so that each response can be
    checked."""

    def __init__(
        self,
        base_url: str,
        watch: Callable[[Response], None] | None = None,
        trust: ssl.SSLContext = TRUST,
        limits: httpx.Limits = NO_REUSE,
        pages_alone: bool = False,
    ) -> None:
        hooks: list[Callable[..., None]] = [
            partial(check_invariants, pages_alone=pages_alone),
            *([watch] if watch else []),
        ]
        self.base_url = base_url
        self._known_token: tuple[list[tuple[str, str | None]], str] | None = None
        self.http = Client(
            base_url=base_url,
            timeout=20,
            limits=limits,
            verify=trust,
            event_hooks={"response": hooks},
        )

    def close(self) -> None:
        self.http.close()

    def request(self, method: str, path: str, **options) -> Response:
        """Any request; ``options`` are httpx's (``params``, ``data``, ``json``, ``headers``,
        ``content``)."""
        return self.http.request(method, path, **options)

    def get(self, path: str, **params: str | int) -> Response:
        return self.request("GET", path, params=params or None)

    def post(self, path: str, data: Mapping[str, object] | None = None) -> Response:
        """A form that no page has shown: without a token or other hidden fields."""
        return self.request("POST", path, data=data or {}, headers=self._origin())

    def submit(
        self, page: Response, action: str, /, *, button: str = "", **fields: object
    ) -> Response:
        """Fill in the form that ``page`` shows for ``action`` and send it.

        A field may be text, a number, a bool (a checkbox) or a list (several boxes or options of
        one name). ``button`` is the name of the button that is pressed, for a form that has
        several.
        """
        form = form_of(page, action)
        names = {*fields, *([button] if button else [])}
        data: dict[str, list[str]] = {}
        for name, value in form.form_values():
            if name not in names:
                data.setdefault(name, []).append(as_sent(form, name, value))
        for name, value in fields.items():
            if isinstance(value, bool):
                data[name] = ["on"] if value else []
            else:
                data[name] = [str(one) for one in (value if isinstance(value, list) else [value])]
        if button:
            data[button] = [form.xpath("string((.//*[@name=$name]/@value)[1])", name=button)]
        if form.method == "GET":
            return self.request("GET", action, params=data)
        return self.request("POST", self._target(page, form), data=data, headers=self._origin(page))

    def take_cookies_of(self, other: Browser, value: str = "") -> None:
        """Take over the cookies of another browser, as a thief would; all with the value ``value``
        if one is given."""
        for cookie in other.http.cookies.jar:
            taken = copy(cookie)
            taken.value = value or cookie.value
            self.http.cookies.jar.set_cookie(taken)

    def sign_in(self, username: str, password: str, next: str = "") -> Response:
        page = self.get("/login/", **({"next": next} if next else {}))
        return self.submit(page, "/login/", username=username, password=password)

    def sign_out(self) -> Response:
        return self.submit(self.get("/account/"), "/logout/")

    def token(self) -> str:
        """The token that this session's API writes must carry; without a session it is in the
        sign-in form."""
        me = self.get("/api/me/")
        if me.status_code == 200:
            return me.json()["csrf_token"]
        fields = form_of(self.get("/login/"), "/login/").form_values()
        return next(value for name, value in fields if "csrf" in name)

    def api(self, method: str, path: str, json: object = None, **headers: str) -> Response:
        """An API write with this session's token; header names are given with underscores
        (``If_Match="..."``)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if json is None else {"json": json}
        all_headers = {"X-CSRFToken": self._token_of_this_session(), **self._origin(), **named}
        return self.request(method, path, headers=all_headers, **body)

    def follow(self, response: Response) -> Response:
        """The page to which a redirect leads."""
        assert response.is_redirect, f"{response.status_code} is no redirect"
        return self.request("GET", urljoin(str(response.url), response.headers["Location"]))

    def _token_of_this_session(self) -> str:
        """As ``token``, but requested only once while the cookies stay the same."""
        if self._known_token is None or self._known_token[0] != self._cookies():
            token = self.token()
            self._known_token = self._cookies(), token
        return self._known_token[1]

    def _cookies(self) -> list[tuple[str, str | None]]:
        return [(cookie.name, cookie.value) for cookie in self.http.cookies.jar]

    def _origin(self, page: Response | None = None) -> dict[str, str]:
        return {"Origin": self.base_url, "Referer": str(page.url) if page else self.base_url + "/"}

    def _target(self, page: Response, form: lxml.html.FormElement) -> str:
        return urljoin(str(page.url), form.get("action") or "")
