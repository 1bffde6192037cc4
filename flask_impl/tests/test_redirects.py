"""Redirects: no text leads a browser to another host."""

import re
from urllib.parse import unquote, urljoin, urlsplit

from flask import redirect
from hypothesis import given
from hypothesis import strategies as st

from flask_impl.accounts.views import is_local

# Texts that a browser may read as the start of another host, repeated between the parts.
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
    """The host that a browser goes to from the sign-in page: it drops and replaces characters, and
    reads any number of slashes as two."""
    seen = re.sub("[\t\r\n]", "", target.strip("".join(map(chr, range(0x21))))).replace("\\", "/")
    seen = re.sub("^((?:https?:)?)//+", r"\1//", seen, flags=re.IGNORECASE)
    host = unquote(urlsplit(urljoin("http://books.example/login/", seen)).netloc)
    return host if host.isprintable() and " " not in host else NOWHERE


@given(targets)
def test_a_local_target_stays_on_this_host(target: str):
    if is_local(target):
        assert {host_visited(target), host_visited(redirect(target).location)} == {"books.example"}


@given(st.lists(st.text("abcXYZ019._-?&=+%é", min_size=1)))
def test_an_address_of_this_site_is_local(segments: list[str]):
    assert is_local("/" + "/".join(segments))
