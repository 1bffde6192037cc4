"""The catalogue shows all books, 20 on each page. It searches literally, filters by author and
sorts by an allow-list."""

from __future__ import annotations

import pytest

from shared_tests.drivers.pages import link, titles, total, years
from shared_tests.harness.browser import Browser, html

SCRIPTS = {"Korean": "홍길동전", "Greek": "Ὀδύσσεια", "diacritics": "Les Misérables"}
INJECTIONS = ["' OR 1=1--", '"; DROP TABLE books;', "\\", ";", "$$", "{{7*7}}", "{% debug %}"]


@pytest.mark.parametrize("path", ["/", "/books/"])
def test_the_catalogue_is_the_front_page_and_has_an_address_of_its_own(
    anonymous: Browser, path: str
):
    page = anonymous.get(path)
    assert page.status_code == 200
    assert len(titles(page)) == 20


def test_it_starts_with_at_least_two_hundred_works(anonymous: Browser):
    assert int(total(anonymous.get("/books/")).removesuffix(" books")) >= 200


def test_it_is_ordered_by_title(anonymous: Browser):
    shown = titles(anonymous.get("/books/"))
    assert shown == sorted(shown)


def test_equal_titles_are_ordered_by_age_of_the_entry(anonymous: Browser, new_book):
    slugs = [new_book(title="Twice told")["slug"] for _ in range(3)]
    links = html(anonymous.get("/books/", q="Twice told")).cssselect("ol.books li a")
    assert [one.get("href") for one in links] == [f"/books/{slug}/" for slug in slugs]


def test_the_pages_together_show_every_book_once(anonymous: Browser):
    page, seen_links = anonymous.get("/books/"), []
    while True:
        seen_links += html(page).cssselect("ol.books li a")
        if not (following := link(page, "next")):
            break
        page = anonymous.get(following)
    assert len({one.get("href") for one in seen_links}) == len(seen_links)
    assert total(page) == f"{len(seen_links)} books"


def test_the_second_page_leads_back_to_the_first(anonymous: Browser):
    first = anonymous.get("/books/")
    second = anonymous.get(link(first, "next"))
    assert titles(anonymous.get(link(second, "prev"))) == titles(first)


def test_the_first_page_has_no_page_before_it(anonymous: Browser):
    assert link(anonymous.get("/books/"), "prev") == ""


def test_a_search_finds_part_of_a_title(anonymous: Browser):
    assert "Pride and Prejudice" in titles(anonymous.get("/books/", q="and prej"))


def test_a_search_finds_part_of_an_author(anonymous: Browser):
    assert "Pride and Prejudice" in titles(anonymous.get("/books/", q="austen"))


@pytest.mark.parametrize("title", SCRIPTS.values(), ids=SCRIPTS)
def test_a_search_finds_other_scripts(anonymous: Browser, title: str):
    assert title in titles(anonymous.get("/books/", q=title))


@pytest.mark.parametrize("wildcard", ["%", "_", "\\"], ids=["percent", "underscore", "backslash"])
def test_a_wildcard_is_a_character_like_others(anonymous: Browser, new_book, wildcard: str):
    new_book(title=f"Half {wildcard} of it")
    assert titles(anonymous.get("/books/", q=f"f {wildcard} o")) == [f"Half {wildcard} of it"]
    assert len(titles(anonymous.get("/books/", q=wildcard))) == 1


def test_a_search_ignores_spaces_around_it(anonymous: Browser):
    assert total(anonymous.get("/books/", q="  austen ")) == total(
        anonymous.get("/books/", q="austen")
    )


def test_a_search_without_a_match_says_so(anonymous: Browser):
    page = anonymous.get("/books/", q="no such book anywhere")
    assert (page.status_code, titles(page), total(page)) == (200, [], "no books")


def test_one_match_is_counted_in_the_singular(anonymous: Browser, new_book):
    assert total(anonymous.get("/books/", q=new_book()["title"])) == "1 book"


@pytest.mark.parametrize("attack", INJECTIONS)
def test_a_search_takes_code_for_text(anonymous: Browser, attack: str):
    page = anonymous.get("/books/", q=attack)
    assert (page.status_code, total(page)) == (200, "no books")
    assert html(page).cssselect('input[name="q"]')[0].get("value") == attack


def test_what_was_searched_is_shown_again_escaped(anonymous: Browser):
    page = anonymous.get("/books/", q='"><script>alert(1)</script>')
    assert "<script>alert" not in page.text
    assert html(page).cssselect('input[name="q"]')[0].get("value") == '"><script>alert(1)</script>'


def test_a_search_of_more_than_200_characters_is_refused(anonymous: Browser):
    assert anonymous.get("/books/", q="x" * 200).status_code == 200
    assert anonymous.get("/books/", q="x" * 201).status_code == 400


def test_an_author_filter_shows_that_author_alone(anonymous: Browser):
    page = anonymous.get("/books/", author="jane-austen")
    authors = {one.text_content() for one in html(page).cssselect("ol.books .author")}
    assert authors == {"Jane Austen"}


def test_filter_and_search_are_combined(anonymous: Browser):
    assert titles(anonymous.get("/books/", author="jane-austen", q="pride")) == [
        "Pride and Prejudice"
    ]


def test_an_author_who_does_not_exist_is_not_found(anonymous: Browser):
    assert anonymous.get("/books/", author="nobody-of-that-name").status_code == 404


@pytest.mark.parametrize("parameter", ["q", "author", "sort"])
def test_an_empty_parameter_is_ignored(anonymous: Browser, parameter: str):
    assert titles(anonymous.get("/books/", **{parameter: ""})) == titles(anonymous.get("/books/"))


def test_an_unknown_parameter_changes_nothing(anonymous: Browser):
    assert titles(anonymous.get("/books/", colour="red")) == titles(anonymous.get("/books/"))


def test_sorting_by_title_backwards(anonymous: Browser):
    shown = titles(anonymous.get("/books/", sort="-title"))
    assert shown == sorted(shown, reverse=True)


def test_sorting_by_year(anonymous: Browser):
    shown = years(anonymous.get("/books/", sort="year"))
    assert shown == sorted(shown)
    assert shown[0] < 0


def test_sorting_by_year_backwards(anonymous: Browser):
    shown = years(anonymous.get("/books/", sort="-year"))
    assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("sort", ["author", "author__name", "password", "-", "title,year", "TITLE"])
def test_sorting_by_anything_else_is_refused(anonymous: Browser, sort: str):
    assert anonymous.get("/books/", sort=sort).status_code == 400


def test_the_next_page_keeps_search_author_and_sort(anonymous: Browser, new_book):
    for number in range(21):
        new_book(title=f"Kept {number:02}", author="jane-austen")
    first = anonymous.get("/books/", q="kept", author="jane-austen", sort="-title")
    assert titles(first)[0] == "Kept 20"
    assert titles(anonymous.get(link(first, "next"))) == ["Kept 00"]


@pytest.mark.parametrize(
    "page", ["0", "-1", "51", "1.5", "1e3", "", "01", "+1", "2147483648", "9" * 26, "١", "two"]
)
def test_an_invalid_page_number_is_not_found(anonymous: Browser, page: str):
    assert anonymous.request("GET", "/books/", params={"page": page}).status_code == 404


def test_a_page_after_the_last_is_not_found(anonymous: Browser):
    assert anonymous.get("/books/", page=50).status_code == 404


def test_the_first_page_of_nothing_is_a_page(anonymous: Browser):
    assert anonymous.get("/books/", q="no such book anywhere", page=1).status_code == 200


@pytest.mark.parametrize("value", ["%00", "%ff", "a%c3"], ids=["NUL", "byte", "cut short"])
@pytest.mark.parametrize("parameter", ["q", "sort"])
def test_bytes_that_are_not_text_are_refused(anonymous: Browser, parameter: str, value: str):
    assert anonymous.get(f"/books/?{parameter}={value}").status_code == 400


@pytest.mark.parametrize("words", ["moby", "no such book anywhere"], ids=["one book", "none"])
def test_a_search_that_fits_on_a_page_has_no_second(anonymous: Browser, words: str):
    assert link(anonymous.get("/books/", q=words), "next") == ""
    assert anonymous.get("/books/", q=words, page=2).status_code == 404
