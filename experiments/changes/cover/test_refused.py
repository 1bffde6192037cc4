"""An invalid cover, or one from a user who is not an editor, is refused with the reason, and
nothing is stored."""

from __future__ import annotations

import pytest

from experiments.changes.cover.pictures import GIF, png, send
from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, text

REFUSED = {
    "text": (lambda: b"No picture at all.", "neither a PNG nor a JPEG"),
    "markup": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "neither a PNG",
    ),
    "another kind": (lambda: GIF, "neither a PNG nor a JPEG"),
    "cut short": (lambda: png()[:60], "neither a PNG nor a JPEG"),
    "empty": (lambda: b"", "neither a PNG nor a JPEG"),
    "too large": (lambda: png(720, 720, noise=True), "larger than 500 kB"),
    "too many pixels": (lambda: png(10_001, 1_000), "more than 10 million pixels"),
    "a bomb": (lambda: png(claimed=(60_000, 60_000)), "more than 10 million pixels"),
}


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_cover_is_refused_with_the_reason(
    anonymous, upload, shown, new_book, content, why: str
):
    book = new_book()
    response = upload(book["slug"], content())
    assert (response.status_code, why in text(response)) == (200, True)
    assert shown(book["slug"]) == ""
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


def test_a_stale_form_stores_no_cover(editor, manager, admin, shown, new_book):
    slug = new_book()["slug"]
    mine = admin.open_change(editor, slug)
    admin.save(manager, admin.open_change(manager, slug), title="Theirs")
    refused = send(editor, mine, ("cover", ("cover.png", png())))
    assert (refused.status_code, "changed" in text(refused)) == (200, True)
    assert shown(slug) == ""


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("viewer", 403), ("nobody", 302)])
def test_nobody_but_editors_gives_a_cover(
    as_role, anonymous, editor, admin, shown, new_book, role: str, status: int
):
    slug = new_book()["slug"]
    somebody = anonymous if role == "nobody" else as_role(role)
    headers = {"X-CSRFToken": somebody.token(), "Origin": somebody.base_url}
    address = admin.address_of(admin.book_id(editor, slug))
    files = [("cover", ("cover.png", png()))]
    assert somebody.request("POST", address, files=files, headers=headers).status_code == status
    assert shown(slug) == ""


def test_a_file_that_no_form_asks_for_is_refused(editor: Browser, admin: AdminDriver, new_book):
    opened, one = admin.open_change(editor, new_book()["slug"]), ("cover.png", png())
    assert send(editor, opened, ("title", one)).status_code == 400
    assert send(editor, opened, ("cover", one), ("cover", one)).status_code == 400
    assert send(editor, opened, ("cover", ("cover.png", bytes(2**20)))).status_code == 413
    headers = {"X-CSRFToken": editor.token(), "Origin": editor.base_url}
    assert (
        editor.request("POST", "/exports/", files=[("cover", one)], headers=headers).status_code
        == 400
    )


@pytest.mark.parametrize(
    "name", ["", ".", "%2e%2e%2fbookshelf.sqlite3", "none.png", "0" * 32 + ".png", "%00.png"]
)
def test_what_is_no_cover_is_not_there(anonymous: Browser, name: str):
    assert anonymous.get(f"/covers/{name}").status_code == (400 if "%00" in name else 404)
