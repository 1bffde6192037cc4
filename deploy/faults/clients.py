"""The clients of the load: readers, writers and users who sign in. Each checks its responses."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2 as httpx

from deploy.faults.verdicts import Exchange, Verdict, judged
from deploy.stack import Stack
from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.implementations import PASSWORD
from shared_tests.harness.loopback import Client

# The part of a page that must stay the same while others add books; a title of the load itself
# comes last in the list.
PAGES = {
    "/books/": r'<ol class="books">.*?</ol>',
    "/books/emma/": r"<article>.*</article>",
    "/account/": r"<dl>.*?</dl>",
}
SUMMARY = "Long enough that few books fit into one block of a disk." * 25
PATIENCE = 20  # seconds; nginx gives up earlier


def open_client(stack: Stack, **options) -> Client:
    return Client(base_url=stack.base_url, verify=stack.trust, timeout=PATIENCE, **options)


@dataclass(frozen=True)
class Session:
    """An editor who has signed in once, for all clients that share the cookies."""

    cookies: httpx.Cookies
    headers: dict[str, str]
    """The headers that a write of this session needs."""


def sign_in(stack: Stack) -> Session:
    browser = Browser(stack.base_url, trust=stack.trust)
    assert browser.sign_in("editor", PASSWORD).status_code == httpx.codes.FOUND
    headers = {
        "X-CSRFToken": browser.token(),
        "Origin": stack.base_url,
        "Referer": f"{stack.base_url}/",
    }
    browser.close()
    return Session(browser.http.cookies, headers)


def reader(stack: Stack, session: Session, name: str) -> Exchange:
    """The catalogue, the page of a book and the own account, in turn. A response is right if it
    shows the same as at first."""
    client = open_client(stack, cookies=session.cookies)
    shown = {path: part(client.get(path), pattern) for path, pattern in PAGES.items()}
    assert all(shown.values()), f"a page lacks what the load looks for: {shown}"
    paths = itertools.cycle(PAGES)

    def read() -> Verdict:
        path = next(paths)
        response = client.get(path)
        return judged(
            response,
            response.status_code == httpx.codes.OK and part(response, PAGES[path]) == shown[path],
        )

    return read


def writer(stack: Stack, session: Session, name: str) -> Exchange:
    """New books through the API, each with a slug of its own. A failed write is not sent again."""
    client = open_client(stack, cookies=session.cookies)
    numbers = itertools.count()

    def write() -> Verdict:
        slug = f"{name}-{next(numbers)}"
        book = {
            "title": f"ZZ {slug}",
            "slug": slug,
            "author": "jane-austen",
            "year": 1813,
            "summary": SUMMARY,
        }
        response = client.post("/api/books/", json=book, headers=session.headers)
        right = response.status_code == httpx.codes.CREATED and response.json()["slug"] == slug
        return judged(response, right, slug)

    return write


def signer(stack: Stack, session: Session, name: str) -> Exchange:
    """Signing in, the slowest request, because a password is hashed."""
    client = open_client(stack)

    def enter() -> Verdict:
        client.cookies.clear()
        page = client.get("/login/")
        if page.status_code != httpx.codes.OK:
            return judged(page, False)
        fields = dict(form_of(page, "/login/").form_values()) | {
            "username": "viewer",
            "password": PASSWORD,
        }
        response = client.post(
            "/login/", data=fields, headers={"Origin": stack.base_url, "Referer": str(page.url)}
        )
        target = urlsplit(response.headers.get("Location", "")).path
        return judged(response, (response.status_code, target) == (httpx.codes.FOUND, "/account/"))

    return enter


def part(response: httpx.Response, pattern: str) -> str:
    match = re.search(pattern, response.text, re.DOTALL)
    return match.group() if match else ""
