"""Where a redirect may lead: no text leads a browser to another host."""

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
# With a NUL nobody signs in: 400
targets |= st.text(st.characters(codec="utf-8", exclude_characters="\0"))

NOWHERE = "an address that cannot be opened"


def host_visited(target: str) -> str:
    """Where a browser goes from the sign-in page: it drops and turns characters, and any number of
    slashes is two."""
    seen = re.sub("[\t\r\n]", "", target.strip("".join(map(chr, range(0x21))))).replace("\\", "/")
    seen = re.sub("^((?:https?:)?)//+", r"\1//", seen, flags=re.IGNORECASE)
    host = unquote(urlsplit(urljoin("http://books.example/login/", seen)).netloc)
    return host if host.isprintable() and " " not in host else NOWHERE


@pytest.fixture
def sign_in(db: None, settings: Any) -> Callable[[str], str]:
    """Sign in and say where that leads."""
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
def test_wherever_signing_in_leads_is_here(sign_in: Callable[[str], str], target: str):
    # Django lets white space after "//" or after our own host through, and no browser takes that
    # for a host.
    assert host_visited(sign_in(target)) in ("books.example", NOWHERE)


@costlier
@given(segments=st.lists(st.text("abcXYZ019._-?&=+%é", min_size=1)))
def test_signing_in_leads_to_an_address_of_this_site(
    sign_in: Callable[[str], str], segments: list[str]
):
    target = "/" + "/".join(segments)
    assert sign_in(target) == quote(target, safe="/?&=+%")
