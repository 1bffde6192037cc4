"""A change of a book is an event within a second, in whichever way it was made, and after the
commit."""

from __future__ import annotations

import json
import queue
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from experiments.changes.live.conftest import Site, lend
from experiments.changes.live.listening import Listener
from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import run

SECOND = 1.0
Listen = Callable[..., Listener]


def seeded(site: Site, slug: str) -> None:
    """A command, in a process of its own, stores a book."""
    book = {"slug": slug, "title": slug, "author": "jane-austen", "year": 1813}
    file = site.folder / f"{slug}.json"
    document = {"authors": [], "books": [book | {"isbn": None, "summary": ""}]}
    file.write_text(json.dumps(document), encoding="utf-8")
    done = run(site.implementation, "seed", str(file), env=site.env)
    assert done.returncode == 0, done.stderr


def test_a_change_through_the_api(listen: Listen, librarian: Browser, book: dict):
    listener = listen()
    lend(librarian, book)
    changed, now = listener.event(), time.monotonic()
    assert now - changed.at < SECOND
    shown = librarian.get(f"/api/books/{book['slug']}/").json()
    assert (changed.event, changed.book) == ("book", shown)
    assert not shown["available"]


@pytest.mark.parametrize("how", ["form", "bulk action"])
def test_a_change_in_the_admin(
    listen: Listen, librarian: Browser, admin: AdminDriver, book: dict, how: str
):
    listener = listen()
    if how == "form":
        opened = admin.open_change(librarian, book["slug"])
        begun = time.monotonic()
        response = admin.save(librarian, opened, available=False)
    else:
        begun = time.monotonic()
        response = admin.mark_unavailable(librarian, book["slug"])
    assert response.status_code == 302
    changed = listener.event()
    assert changed.at - begun < SECOND
    assert changed.book == librarian.get(f"/api/books/{book['slug']}/").json()
    assert (changed.book["available"], changed.book["version"]) == (False, 2)


def test_another_author_chosen_in_the_admin_is_in_the_event(
    listen: Listen, librarian: Browser, admin: AdminDriver, book: dict
):
    listener = listen()
    opened = admin.open_change(librarian, book["slug"])
    assert admin.save(librarian, opened, author="homer").status_code == 302
    assert listener.event().book["author"]["slug"] == "homer"


def test_a_command_of_another_process(listen: Listen, site: Site, new_slug):
    listener, slug = listen(), new_slug()
    seeded(site, slug)
    ended = time.monotonic()
    added = listener.event()
    assert added.at - ended < SECOND
    assert (added.event, added.book["slug"]) == ("book", slug)


def test_a_book_that_is_added_and_one_that_is_deleted(listen: Listen, librarian: Browser, new_slug):
    listener, slug = listen(), new_slug()
    sent = {"slug": slug, "title": slug, "author": "jane-austen", "year": 1813}
    assert librarian.api("POST", "/api/books/", json=sent).status_code == 201
    added = listener.event()
    assert librarian.api("DELETE", f"/api/books/{slug}/").status_code == 204
    deleted = listener.event()
    assert (added.event, deleted.event) == ("book", "deleted")
    assert (added.book["slug"], deleted.book) == (slug, {"slug": slug})


def test_events_are_sent_by_every_process_for_streams(
    listen: Listen, site: Site, librarian: Browser, book: dict
):
    with site.another(STREAMS="5") as (_, path):
        listeners = [listen(), listen(path)]
        lend(librarian, book)
        first, second = (one.event() for one in listeners)
        assert (first.id, first.data) == (second.id, second.data)


def test_what_is_refused_is_no_event(
    listen: Listen, librarian: Browser, book: dict, admin: AdminDriver
):
    listener, path = listen(), f"/api/books/{book['slug']}/"
    taken = {"slug": "emma", "title": "x", "author": "jane-austen", "year": 1}
    refused = {
        409: librarian.api("POST", "/api/books/", json=taken),
        412: librarian.api("PATCH", path, json={"available": False}, If_Match='"99"'),
        422: librarian.api("PATCH", path, json={"year": "1813"}, If_Match="*"),
        # Changes nothing
        200: librarian.api("PATCH", path, json={"title": book["title"]}, If_Match="*"),
    }
    assert {status: one.status_code for status, one in refused.items()} == {
        status: status for status in refused
    }
    assert listener.is_silent(SECOND)


@contextmanager
def failing_history(site: Site, table: str) -> Iterator[None]:
    """Every entry in the history fails, after its change has been written."""
    file = site.env["BOOKSHELF_DATABASE_URL"].removeprefix("sqlite:///")
    if "://" in file:
        pytest.skip("its trigger is one of SQLite")
    with closing(sqlite3.connect(file)) as database:
        refuse = f"BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'on purpose'); END"
        database.execute(f"CREATE TRIGGER refuse {refuse}")
        try:
            yield
        finally:
            database.execute("DROP TRIGGER refuse")


def test_a_change_that_is_rolled_back_is_no_event(
    listen: Listen, site: Site, librarian: Browser, book: dict, admin: AdminDriver
):
    listener, path = listen(), f"/api/books/{book['slug']}/"
    with failing_history(site, admin.history_table):
        options = {"If_Match": "*", "X_Expect_Status": "500"}
        response = librarian.api("PATCH", path, json={"available": False}, **options)
    assert response.status_code >= 400
    assert librarian.get(path).json()["version"] == 1
    assert listener.is_silent(SECOND)


def test_an_event_comes_when_its_change_is_stored(listen: Listen, librarian: Browser, book: dict):
    listener = listen()
    for available in (False, True, False):
        lend(librarian, book, available)
        changed = listener.event()
        stored = librarian.get(f"/api/books/{book['slug']}/").json()
        assert changed.book == stored


def test_an_event_contains_what_anonymous_users_may_read(
    listen: Listen, librarian: Browser, open_browser, site: Site, book: dict
):
    listener = listen()
    lend(librarian, book)
    changed = listener.event()
    assert changed.book == open_browser(site.pages).get(f"/api/books/{book['slug']}/").json()
    assert "manager" not in changed.data


def test_many_changes_at_once_are_as_many_events(
    listen: Listen, librarian: Browser, admin: AdminDriver, new_slug
):
    slugs = [new_slug() for _ in range(20)]
    for slug in slugs:
        sent = {"slug": slug, "title": slugs[0], "author": "jane-austen", "year": 1813}
        assert librarian.api("POST", "/api/books/", json=sent).status_code == 201
    listener = listen()
    assert admin.mark_unavailable(librarian, *slugs).status_code == 302
    assert {listener.event().book["slug"] for _ in slugs} == set(slugs)
    with pytest.raises(queue.Empty):
        listener.event(0.5)
