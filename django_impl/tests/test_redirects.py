"""Redirects: no text leads a browser to another host."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts.models import User

costly, costlier = settings(max_examples=60), settings(max_examples=30)
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
# A sign-in with a NUL is 400
targets |= st.text(st.characters(codec="utf-8", exclude_characters="\0"))

NOWHERE = "an address that cannot be opened"


def host_visited(target: str) -> str:
    """The host that a browser goes to from the sign-in page: it drops and replaces characters, and
    reads any number of slashes as two."""
    seen = re.sub("[\t\r\n]", "", target.strip("".join(map(chr, range(0x21))))).replace("\\", "/")
    seen = re.sub("^((?:https?:)?)//+", r"\1//", seen, flags=re.IGNORECASE)
    host = unquote(urlsplit(urljoin("http://books.example/login/", seen)).netloc)
    return host if host.isprintable() and " " not in host else NOWHERE


@pytest.fixture
def sign_in(db: None, settings: Any) -> Callable[[str], str]:
    """Sign in and return the target of the redirect."""
    settings.PASSWORD_HASHERS, settings.ALLOWED_HOSTS = (
        ["django.contrib.auth.hashers.MD5PasswordHasher"],
        ["*"],
    )
    User.objects.create_user("reader", password="quiet-otter-sings-42")
    fields = {"username": "reader", "password": "quiet-otter-sings-42"}
    return lambda target: Client(SERVER_NAME="books.example").post(
        "/login/", fields | {"next": target}
    )["Location"]


@costly
@example(target="//\n")
@example(target="//books.example\x85")
@given(target=targets)
def test_signing_in_stays_on_this_host(sign_in: Callable[[str], str], target: str):
    # Django accepts white space after "//" or after our own host, which no browser reads as a host.
    assert host_visited(sign_in(target)) in ("books.example", NOWHERE)


@costlier
@given(segments=st.lists(st.text("abcXYZ019._-?&=+%é", min_size=1)))
def test_signing_in_leads_to_an_address_of_this_site(
    sign_in: Callable[[str], str], segments: list[str]
):
    target = "/" + "/".join(segments)
    assert sign_in(target) == quote(target, safe="/?&=+%")
