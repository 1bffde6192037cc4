"""Where a redirect may lead: no text leads a browser to another host."""

import re
from urllib.parse import unquote, urljoin, urlsplit

from flask import redirect
from hypothesis import given
from hypothesis import strategies as st

from flask_impl.accounts.views import is_local

# What a browser may take for the beginning of another host, with more of the same between the
# parts.
starts = st.sampled_from(
    [
        "/",
        "//",
        "/\\",
        "\\",
        "\\\\",
        "/\t/",
        "\t//",
        "\n/",
        " /",
        "\x1f//",
        "http:",
        "https://",
        "javascript:",
    ]
)
between = st.text("/\\\t\n \x1f\x85\u3000／@:?#.%", max_size=2)
hosts = st.sampled_from(["evil.example", "books.example", "login/"])
targets = st.tuples(starts, between, hosts, between).map("".join)
targets |= st.text()

NOWHERE = "an address that cannot be opened"


def host_visited(target: str) -> str:
    """Where a browser goes from the sign-in page: it drops and turns characters, and any number of
    slashes is two."""
    seen = re.sub("[\t\r\n]", "", target.strip("".join(map(chr, range(0x21))))).replace("\\", "/")
    seen = re.sub("^((?:https?:)?)//+", r"\1//", seen, flags=re.IGNORECASE)
    host = unquote(urlsplit(urljoin("http://books.example/login/", seen)).netloc)
    return host if host.isprintable() and " " not in host else NOWHERE


@given(targets)
def test_what_is_called_local_stays_here(target: str):
    if is_local(target):
        assert {host_visited(target), host_visited(redirect(target).location)} == {"books.example"}


@given(st.lists(st.text("abcXYZ019._-?&=+%é", min_size=1)))
def test_an_address_of_this_site_is_local(segments: list[str]):
    assert is_local("/" + "/".join(segments))
