"""The watch over the pages reports planted faults, and nothing on a page without faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Route

from shared_tests.chromium.watch import Watch

PLANTED = {
    "an inline script": ("<script>document.title = 'run'</script>", "violates script-src"),
    "a style attribute": ("<p style='color: red'>red</p>", "violates style-src"),
    "an image that is not there": (
        "<img src='/missing.png' alt=''>",
        "/missing.png: Failed to load resource: the server responded with a status of 404",
    ),
    "a server that does not respond": (
        "<img src='/dead.png' alt=''>",
        "not loaded: http://planted.example/dead.png",
    ),
    "a script that throws": ("<script src='/throws.js'></script>", "uncaught: thrown on purpose"),
    "a script that complains": (
        "<script src='/complains.js'></script>",
        "/complains.js: complained on purpose",
    ),
}
SCRIPTS = {
    "/throws.js": "throw new Error('thrown on purpose')",
    "/complains.js": "console.error('complained on purpose')",
}


@pytest.fixture
def complaints(chromium: Chromium) -> Iterator[Callable[..., list[str]]]:
    """What the watch reports for a page with this body; no request leaves the browser."""
    context = chromium.new_context(base_url="http://planted.example")

    def watch(body: str, status: int = 200) -> list[str]:
        def response(route: Route) -> None:
            path = route.request.url.removeprefix("http://planted.example")
            if path == "/dead.png":
                route.abort("connectionrefused")
            elif path in SCRIPTS:
                route.fulfill(body=SCRIPTS[path], content_type="text/javascript")
            elif path == "/":
                head = {
                    "Content-Security-Policy": "default-src 'self' data:",
                    "Content-Type": "text/html",
                }
                route.fulfill(status=status, body=f"<!doctype html>{body}", headers=head)
            else:
                route.fulfill(status=404)

        context.route("**/*", response)
        watching = Watch(context)
        context.new_page().goto("/")
        return watching.complaints()

    yield watch
    context.close()


@pytest.mark.parametrize(("body", "complaint"), PLANTED.values(), ids=PLANTED)
def test_a_fault_is_seen(complaints: Callable[..., list[str]], body: str, complaint: str):
    assert [line for line in complaints(body) if complaint in line], f"not reported: {complaint}"


@pytest.mark.parametrize("status", [200, 401, 404, 429])
def test_a_page_that_refuses_is_no_fault(complaints: Callable[..., list[str]], status: int):
    assert complaints("<link rel=icon href='data:,'>", status) == []


def test_a_page_that_fails_is_a_fault(complaints: Callable[..., list[str]]):
    assert complaints("<link rel=icon href='data:,'>", 500) != []
