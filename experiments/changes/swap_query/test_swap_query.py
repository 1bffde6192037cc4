"""Authors are ranked by the number of their books, in one statement of SQL."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser

AUTHORS = "/api/authors/"


@pytest.fixture
def ranked(anonymous: Browser) -> list[dict]:
    response = anonymous.get(AUTHORS)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return response.json()["results"]


def test_each_author_has_a_name_a_number_and_a_rank(ranked: list[dict]):
    assert {frozenset(one) for one in ranked} == {frozenset({"name", "slug", "books", "rank"})}
    assert len({one["slug"] for one in ranked}) == len(ranked) > 20


def test_the_number_is_that_of_the_catalogue(anonymous: Browser, ranked: list[dict]):
    first = ranked[0]
    found = anonymous.get("/api/books/", author=first["slug"]).json()
    listed = len(found["results"]) if not found["next"] else 20
    assert listed == min(first["books"], 20)


def test_the_rank_follows_the_number_and_equals_share_one(ranked: list[dict]):
    assert ranked == sorted(ranked, key=lambda one: (one["rank"], one["name"]))
    for one in ranked:
        assert one["rank"] == 1 + sum(other["books"] > one["books"] for other in ranked)


def test_an_author_without_books_is_the_last(manager: Browser, new_author):
    slug = new_author("Zzz Nobody")
    last = manager.get(AUTHORS).json()["results"][-1]
    assert (last["slug"], last["books"]) == (slug, 0)


def test_another_method_is_refused(editor: Browser):
    assert editor.api("POST", AUTHORS, {}).status_code == 405
