"""Books are found by words in the current title, author's name and summary; the best match comes
first."""

from __future__ import annotations

from experiments.changes.full_text.words import UNHEARD, rename
from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser


def test_a_word_counts_most_in_a_title_and_least_in_a_summary(found, new_book, new_author):
    new_book(title="Third", summary=f"Of {UNHEARD} and other things.")
    new_book(title="Second", author=new_author(f"Anna {UNHEARD.title()}"))
    new_book(title=f"First {UNHEARD}")
    assert found(UNHEARD) == ["First quixotry", "Second", "Third"]


def test_two_words_mean_both_wherever_they_stand(found, new_book):
    new_book(title=f"Both {UNHEARD}", summary="And a windmill.")
    new_book(title=f"One {UNHEARD}")
    new_book(title="The other", summary="A windmill.")
    assert found(f"windmill {UNHEARD.upper()}") == ["Both quixotry"]
    assert found(f"austen {UNHEARD} windmill") == ["Both quixotry"]


def test_a_word_is_a_whole_word(found, new_book):
    new_book(title=UNHEARD)
    assert found(UNHEARD[:5]) == []
    assert found("홍길동전") == ["홍길동전"]


def test_signs_part_words_wherever_they_stand(found, new_book):
    new_book(title="Well-known, and/or -5", summary=f"<i>{UNHEARD}.example/a_path?b=c&d@e.f</i>")
    for q in (
        "known or well",
        f"{UNHEARD} 5",
        f"{UNHEARD} path f",
        f"{UNHEARD.upper()}.EXAMPLE",
        f"i {UNHEARD}",
    ):
        assert found(q) == ["Well-known, and/or -5"], q


def test_what_is_changed_or_deleted_is_found_as_it_is_now(found, editor, manager, new_book):
    book = new_book(title="A former title")
    address = f"/api/books/{book['slug']}/"
    editor.api(
        "PATCH", address, json={"title": f"Now {UNHEARD}", "author": "leo-tolstoy"}, If_Match="*"
    )
    assert (found(f"tolstoy {UNHEARD}"), found("former title")) == (["Now quixotry"], [])
    manager.api("DELETE", address)
    assert found(UNHEARD) == []


def test_an_author_is_found_by_another_name(
    found, editor: Browser, admin: AdminDriver, new_book, new_author
):
    slug = new_author("Anna Former")
    new_book(title="Hers", author=slug)
    rename(editor, admin, slug, f"Anna {UNHEARD}")
    assert (found(f"anna {UNHEARD}"), found("anna former")) == (["Hers"], [])
