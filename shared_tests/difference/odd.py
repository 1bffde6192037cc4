"""What bodies are changed to: the last value that is accepted, the first that is refused, and
unexpected ones."""

from __future__ import annotations

from typing import Any

from shared_tests.difference.requests import BOUNDARY

SHELF = tuple(f"shelf-{number}" for number in range(1, 13))
# fmt: off
TEXTS = (
    "", " ", "\t", "\u00a0", "\u200b", "\u3164", "\u2800", "\ufe0f", "\x1f", "\u3000",
    "\u200ba", " a ", "a", "\ufeff",
    "a\0b", "a\r\nb", "a\rb", "\r\n" * 1001, "a\u2028b", "é", "e\u0301", "홍길동", "İ", "ſ",
    "\ud800", "\udcff",
    "x" * 200, "x" * 201, "\U0001f4da" * 200, "x" * 2000, "x" * 2001,
    "=1+1", "＝1", "<script>alert(1)</script>", "%s", "{{7*7}}", "null",
)
WRONG: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, 1e400, float("nan"), 2**63, 10**40, [], [1], {},
    {"a": 1}, "1813", "", "x",
)
OF_BOOKS: dict[str, tuple[Any, ...]] = {
    "title": TEXTS,
    "slug": (
        *SHELF, "a b", "bücher", "-", "_", "A", "x" * 200, "x" * 201, "a\n", "a/b", "", "..",
    ),
    "author": ("jane-austen", "homer", "nobody", "Homer", "", " homer", "homer\0", "x" * 500),
    "year": (-3000, -3001, 2100, 2101, 0, 1813.0, "1813", 1e3, 10**30, True, -0.0, None),
    "isbn": (
        None, "", "9780000000002", "9780000000009", "978000000000", "97800000000000", "٩" * 13,
        "978-0000000009",
        9780000000002, " 9780000000009",
    ),
    "summary": TEXTS,
    "available": (True, False, None, 0, 1, "true", "", []),
    "version": (1, 2),
    "created_at": ("2020-01-01T00:00:00Z",),
    "colour": ("red", None),
}
OF_FORMS: dict[str, tuple[str, ...]] = {
    "username": (
        "reader2", "Reader2", " reader2", "ｒeader2", "reader2\0", "nobody", "", "x" * 200,
        "a\r\nb", "guessed", "<b>",
        "é", "\udcff",
    ),
    "password": (
        "<<password_of_reader2>>", "wrong", "", "x" * 5000, "a\0b", " <<password_of_reader2>>",
        "\udcff",
    ),
    "old_password": ("<<password>>", "wrong", "", " <<password>>", "a\0b"),
    "new_password1": (
        "<<other_password>>", "short", "password", "        ", "a" * 13, "tmp2tmp2",
        "bookshelf1", "a\0b", "",
        "한글 비밀번호 아주 길게",
    ),
    "new_password2": ("<<other_password>>", "short", ""),
    "next": (
        "", "/books/", "//evil.example", "/\\evil.example", "https://evil.example/", "/a\r\nb",
        "/é", "\0", "books/",
        "/books/?q=a&b=c", "?x",
    ),
    "<<token_field>>": (
        "", "x", "<<token>>x", "<<former_token>>", "<<token_of_manager>>", "<<token>>",
    ),
}
# fmt: on
FIELDS = OF_BOOKS | OF_FORMS
RAW = (
    *(
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"a"',
        b"{}x",
        b" {} ",
        b"\xef\xbb\xbf{}",
        b'{"a":NaN}',
        b'{"a":1e999}',
    ),
    *(
        b'{"year":' + b"9" * 5000 + b"}",
        b'{"a":' * 500 + b"1" + b"}" * 500,
        b"[" * 100_000,
        b"-Infinity",
        b"//",
    ),
    *(
        b'{"title":"\xff"}',
        b'{"title":"\\ud800"}',
        b'{"title":"a","title":"b"}',
        b"{'a':1}",
        b'{"a":01}',
        b'{"a":1,}',
    ),
    *(
        b"\x00",
        b'{"a":"\n"}',
        b'{"title":"\\u0000"}',
        b'{"\\u0000":1}',
        b"a=b",
        b"a=%ff",
        b"a=%00",
        b"%",
        b"a=\xff",
    ),
    *(b"&" * 999, b"&" * 1001, b"=", b"x" * 2_000_000, b"{}".ljust(2**20), b"{}".ljust(2**20 + 1)),
    "{}".encode("utf-16"),
)
END = f"--{BOUNDARY}--\r\n"


def part(head: str, content: str = "x") -> str:
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n{content}\r\n"


FIELD = "Content-Disposition: form-data"
PARTS = (
    END,
    END[:-4],
    "junk",
    part(f'{FIELD}; name="username"'),
    part("") + END,
    part(FIELD) + END,
    part(f'{FIELD}; name=""') + END,
    part(f'{FIELD}; name="a\0"') + END,
    part(f'{FIELD}; name="a"; filename="f"') + END,
    part(f'{FIELD}; name="a"; filename=""', "") + END,
    part(f'{FIELD}; name="a"\r\nContent-Transfer-Encoding: base64', "!!") + END,
    part(f'{FIELD}; name="a"\r\nContent-Transfer-Encoding : base64', "YQ==") + END,
    part(f'{FIELD}; name="a"\r\nContent-Transfer-Encoding: base64; x=1', "YQ==") + END,
    part(f'{FIELD}; name="a"\r\nContent-Type: text/plain; charset=utf-16') + END,
)
"""Bodies of several parts that are invalid or unusual."""
