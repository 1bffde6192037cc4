"""An editor uploads a book's cover, which everybody can see as long as the book has it."""

from __future__ import annotations

import pytest

from experiments.changes.cover.pictures import JPEG, png, send
from shared_tests.harness.browser import Browser, html, text
from shared_tests.harness.invariants import protected


@pytest.mark.parametrize(
    ("picture", "mime"), [(png(), "image/png"), (JPEG, "image/jpeg")], ids=["PNG", "JPEG"]
)
def test_a_picture_is_shown_to_everybody_and_kept_by_caches(
    anonymous: Browser, upload, new_book, picture: bytes, mime: str
):
    title = 'Its "title" <b>'
    slug = new_book(title=title)["slug"]
    assert upload(slug, picture).status_code == 302
    (image,) = html(anonymous.get(f"/books/{slug}/")).cssselect("main img")
    assert (image.get("src")[:8], image.get("alt")) == ("/covers/", f"Cover of {title}")
    response = anonymous.get(image.get("src"))
    protected(response)
    assert (response.headers["Content-Type"], response.content) == (mime, picture)
    assert {"public", "max-age=31536000", "immutable"} <= set(
        response.headers["Cache-Control"].split(", ")
    )
    assert not {"Set-Cookie", "Vary"} & set(map(str.title, response.headers))


@pytest.mark.parametrize("name", ["page.html", "../../up.png", "no-suffix", "x" * 200 + ".png"])
def test_what_the_client_calls_a_file_does_not_matter(
    anonymous: Browser, upload, shown, new_book, name: str
):
    slug = new_book()["slug"]
    assert upload(slug, JPEG, name).status_code == 302
    assert shown(slug).endswith(".jpg")
    assert name[:4] not in shown(slug)
    assert anonymous.get(shown(slug)).headers["Content-Type"] == "image/jpeg"


def test_another_picture_takes_the_place_of_the_first(
    editor, anonymous, admin, upload, shown, new_book
):
    slug = new_book()["slug"]
    upload(slug, png())
    first = shown(slug)
    assert upload(slug, JPEG).status_code == 302
    assert anonymous.get(shown(slug)).content == JPEG
    assert anonymous.get(first).status_code == 404
    assert "cover" in text(admin.history(editor, slug)).lower()


def test_a_change_without_a_file_keeps_the_cover(editor, anonymous, admin, upload, shown, new_book):
    slug = new_book()["slug"]
    upload(slug, png())
    before = shown(slug)
    assert send(editor, admin.open_change(editor, slug), year="1900").status_code == 302
    assert (shown(slug), anonymous.get(before).status_code) == (before, 200)


def test_a_cover_is_taken_off_with_a_tick(editor, anonymous, admin, upload, shown, new_book):
    slug = new_book()["slug"]
    upload(slug, png())
    before, opened = shown(slug), admin.open_change(editor, slug)
    (box,) = html(opened).xpath("//input[@type='checkbox'][contains(@name, 'cover')]/@name")
    assert send(editor, opened, **{box: "on"}).status_code == 302
    assert (shown(slug), anonymous.get(before).status_code) == ("", 404)


@pytest.mark.parametrize("way", ["api", "admin"])
def test_the_cover_goes_with_its_book(manager, anonymous, admin, upload, shown, new_book, way: str):
    slug = new_book()["slug"]
    upload(slug, png())
    before = shown(slug)
    gone = (
        admin.delete(manager, slug)
        if way == "admin"
        else manager.api("DELETE", f"/api/books/{slug}/")
    )
    assert gone.status_code in (204, 302)
    assert anonymous.get(before).status_code == 404
