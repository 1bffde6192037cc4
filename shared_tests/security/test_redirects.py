"""No parameter redirects to another host, whatever its name, and none breaks a response after a
write."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response

ELSEWHERE = {
    "no slashes": "http:evil.example",
    "absolute": "https://evil.example/",
    "scheme-relative": "//evil.example",
    "backslash": "/\\evil.example",
    "two backslashes": "\\\\evil.example",
    "tab": "/\t/evil.example",
    "line end": "/admin/\r\nSet-Cookie: x=1",
    "line end first": "\r\n//evil.example",
    "script": "javascript:alert(1)",
    "another port": "http://127.0.0.1:1/",
    "user": "http://127.0.0.1@evil.example/",
}


def stays(browser: Browser, response: Response) -> bool:
    """Whether a browser that follows the redirect stays on this host. Browsers drop control
    characters and turn backslashes into slashes."""
    location = re.sub(r"[\t\r\n]", "", response.headers.get("Location", "/")).replace("\\", "/")
    return urljoin(f"{browser.base_url}/somewhere/", location).startswith(f"{browser.base_url}/")


def with_address(path: str, target: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}url={quote(target, safe='')}"


@pytest.mark.parametrize("target", ELSEWHERE.values(), ids=ELSEWHERE)
def test_no_page_of_the_admin_leads_off_this_host(
    manager: Browser, admin: AdminDriver, target: str
):
    for path in (*admin.addresses, *admin.manager_addresses):
        response = manager.get(with_address(path, target))
        assert stays(manager, response), path
        assert "Set-Cookie: x" not in str(response.headers)


@pytest.mark.parametrize("target", ELSEWHERE.values(), ids=ELSEWHERE)
def test_nothing_that_is_stored_in_the_admin_leads_off_this_host(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_book, new_slug, target: str
):
    book, slug = new_book(), new_slug()
    writes = admin.writes(admin.book_id(manager, book["slug"]))
    add, change = (manager.get(with_address(writes[name][0], target)) for name in ("add", "change"))
    added = admin.save(manager, add, title="Added", slug=slug, author="jane-austen", year=1815)
    changed = admin.save(manager, change, title="Changed")
    headers = {"X-CSRFToken": manager.token(), "Origin": manager.base_url}
    bulk, deleted = (
        manager.request("POST", path, data=fields | {"url": target}, headers=headers)
        for path, fields in (writes["bulk"], writes["delete"])
    )
    for response in (added, changed, bulk, deleted):
        assert (response.status_code, stays(manager, response)) == (302, True)
    assert anonymous.get(f"/api/books/{slug}/").json()["title"] == "Added"
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 404
    admin.delete(manager, slug)


@pytest.mark.parametrize("target", ["/books/", *ELSEWHERE.values()], ids=["here", *ELSEWHERE])
def test_signing_out_leads_nowhere_else(anonymous: Browser, target: str):
    # Nothing ends, and the redirect is the same
    headers = {"X-CSRFToken": anonymous.token(), "Origin": anonymous.base_url}
    response = anonymous.request(
        "POST", f"/logout/?next={quote(target, safe='')}", data={"url": target}, headers=headers
    )
    assert (response.status_code, response.headers["Location"]) == (302, "/")
