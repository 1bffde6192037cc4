"""Users who prefer or choose Korean read Korean; all others read the same as before."""

from __future__ import annotations

import re

import pytest

from experiments.changes.korean.reading import HANGUL, choose, is_korean, language, preferring
from shared_tests.harness.browser import Browser, html, text

PATHS = [
    "/",
    "/books/",
    "/books/pride-and-prejudice/",
    "/login/",
    "/language/",
    "/no-such-page/",
    "/books/?q=%00",
]
PREFERRED = {"ko": "ko", "ko-KR,ko;q=0.9,en;q=0.8": "ko", "de, ko;q=0.5": "ko", "KO": "ko"}
PREFERRED |= {
    "en-GB,en;q=0.9,ko;q=0.8": "en",
    "fr": "en",
    "*": "en",
    "": "en",
    "ko" * 3000: "en",
    ",;q=x": "en",
}
SAID = {
    "/books/?q=pride": ["도서 목록", "검색", "정렬", "로그인", "1권"],
    "/books/pride-and-prejudice/": ["지은이", "연도", "대출 가능"],
    "/books/?sort=year": ["기원전 700년"],
    "/login/": ["사용자 이름", "비밀번호"],
}


@pytest.fixture
def korean(anonymous: Browser) -> Browser:
    return preferring(anonymous, "ko")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_korean_for_who_prefers_it_and_english_for_others(anonymous: Browser, path: str):
    english = anonymous.get(path)
    assert language(english) == "en"
    assert is_korean(preferring(anonymous, "ko").get(path))
    assert text(anonymous.request("GET", path, headers={"Accept-Language": "en"})) == text(english)


@pytest.mark.parametrize(
    ("preferred", "given"), PREFERRED.items(), ids=[name[:24] for name in PREFERRED]
)
def test_the_first_language_that_there_is_wins(anonymous: Browser, preferred: str, given: str):
    assert language(preferring(anonymous, preferred).get("/books/")) == given


@pytest.mark.parametrize(("path", "said"), SAID.items(), ids=SAID)
def test_the_words_are_korean(korean: Browser, path: str, said: list[str]):
    page = text(korean.get(path))
    assert [words for words in said if words not in page] == []


@pytest.mark.parametrize(
    ("q", "shown"),
    [("", "[2-9][0-9]{2}권"), ("pride and prejudice", "1권"), ("no such book", "책이 없습니다")],
)
def test_books_are_counted_in_korean(korean: Browser, q: str, shown: str):
    assert re.fullmatch(
        shown, html(korean.get("/books/", q=q)).xpath("string(//p[@class='total'])")
    )


def test_an_error_is_drawn_in_the_language_of_its_own_request(open_browser):
    korean, english = preferring(open_browser(), "ko"), open_browser()
    # Otherwise a thread that keeps the language of its last request would go unnoticed
    for _ in range(20):
        assert is_korean(korean.get("/no-such-page/"))
        for path in ("/no-such-page/", "/books/?q=%00"):
            assert language(english.get(path)) == "en"
        assert language(english.request("PUT", "/books/")) == "en"


def test_an_error_is_told_in_korean(korean: Browser):
    assert "허용되지 않는" in text(korean.request("PUT", "/"))
    assert "서가에 없습니다" in text(korean.get("/no-such-page/"))


def test_who_has_chosen_a_language_keeps_it(anonymous: Browser):
    response = choose(preferring(anonymous, "en"), "ko", next="/books/?q=austen")
    assert (response.status_code, response.headers["Location"]) == (302, "/books/?q=austen")
    flags = response.headers["Set-Cookie"].lower()
    assert all(flag in flags for flag in ("httponly", "samesite=lax", "path=/", "max-age="))
    assert is_korean(anonymous.get("/books/"))
    assert choose(anonymous, "en").status_code == 302
    assert language(preferring(anonymous, "ko").get("/books/")) == "en"


@pytest.mark.parametrize("unknown", ["", "fr", "ko-KR", "KO", "en\r\nX: y", "x" * 9000])
def test_an_unknown_language_is_refused(anonymous: Browser, unknown: str):
    response = choose(anonymous, unknown)
    assert (response.status_code, "language=" in response.headers.get("Set-Cookie", "")) == (
        400,
        False,
    )


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_choosing_leads_nowhere_else(anonymous: Browser, next: str):
    response = anonymous.follow(choose(anonymous, "ko", next))
    assert (response.status_code, response.url.path in ("/", "/language/")) == (200, True)
    assert str(response.url).startswith(f"{anonymous.base_url}/")


def test_choosing_needs_the_token_of_this_session(anonymous: Browser):
    assert anonymous.post("/language/", {"language": "ko"}).status_code == 403


def test_signing_in_and_the_account_are_korean(korean: Browser, password: str):
    refused = korean.sign_in("reader", "wrong")
    assert (refused.status_code, is_korean(refused)) == (401, True)
    assert HANGUL.search(html(refused).xpath("string(//p[@role='alert'])"))
    korean.sign_in("reader", password)
    page = korean.get("/account/")
    fields = {"old_password": "x", "new_password1": "y", "new_password2": "z"}
    response = korean.submit(page, "/account/password/", **fields)
    said = html(response).xpath("//ul[@class='errorlist']/li")
    assert (
        response.status_code,
        len(said) >= 2,
        all(HANGUL.search(one.text_content()) for one in said),
    ) == (422, 1, 1)
    assert {"독자", "내 계정"} <= {
        one.text_content() for one in html(page).cssselect("h1, dd.role")
    }


def test_admin_and_api_stay_english(signed_in, admin):
    manager = preferring(signed_in("manager"), "ko")
    choose(manager, "ko")
    for path in (*admin.addresses, *admin.manager_addresses):
        page = manager.get(path)
        if page.headers["Content-Type"].startswith("text/html"):
            shown = html(page).xpath("string(//title)") + " ".join(
                html(page).xpath("//h1//text() | //label//text()")
            )
            assert (html(page).get("lang")[:2], HANGUL.search(shown)) == ("en", None)
    response = manager.get("/api/books/no-such-book/")
    assert (response.json()["title"], HANGUL.search(response.text)) == ("Not Found", None)
