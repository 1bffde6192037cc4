"""Each operation responds as described, to allowed and to forbidden requests."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import pytest
from schemathesis import Case

from shared_tests.fuzzing.description import description
from shared_tests.fuzzing.shelf import WRITES, Shelf

REFUSED = {"anonymous": 403, "anonymous with a token": 401, "reader": 403}

pytestmark = pytest.mark.timeout(300)  # hundreds of requests each


def is_known(url: str) -> bool:
    """Whether this is an address of the API, whatever the slug is."""
    return re.fullmatch("/api/books/([^/\0]+/)?", unquote(urlsplit(url).path)) is not None


@pytest.mark.parametrize("who", [*REFUSED, "manager"])
@description.parametrize()
def test_its_responses_are_as_described(
    case: Case, who: str, base_url: str, credentials: Callable, shelf: Shelf
) -> None:
    shelf.point(case)
    response = case.call(base_url, **credentials(who))
    shelf.note(case, response)
    # The check for ignored credentials sends the request again, and must not get those of this
    # request.
    case.validate_response(response, transport_kwargs={"base_url": base_url})
    if who in REFUSED and case.method in WRITES and case.method == case.operation.method.upper():
        assert response.status_code == REFUSED[who] or not is_known(str(response.request.url))
