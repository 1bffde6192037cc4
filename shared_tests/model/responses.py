"""Compares the response to a step with what the model does at the same step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shared_tests.harness.browser import Response, form_of, text
from shared_tests.model.refusals import Refused
from shared_tests.model.rules import with_line_feeds

KEYS = ("author", "available")
"""A form shows these as an option and as a box."""
Result = TypeVar("Result")


def same(check_api_response: object, expected: object, about: object = "") -> None:
    assert check_api_response == expected, (
        f"{about}: {check_api_response!r} in place of {expected!r}"
    )


def folded(shown: str) -> str:
    """White space as HTML shows it."""
    return " ".join(shown.split())


def kept(value: str, shown: list[str]) -> bool:
    """Whether a form still shows what was typed, except for white space around it and the kind of
    its line ends."""
    return with_line_feeds(value).strip() in [with_line_feeds(one).strip() for one in shown]


def attempt(change: Callable[[], Result]) -> tuple[Result | None, Refused | None]:
    try:
        return change(), None
    except Refused as refused:
        return None, refused


def check_api_response(
    response: Response, status: int, change: Callable[[], Result]
) -> Result | None:
    """Change the model. The API must agree: this status, or the problem with which the model
    refuses."""
    result, refused = attempt(change)
    if refused:
        same(response.status_code, refused.status, response.text)
        same(response.headers["Content-Type"], "application/problem+json")
        same(response.json()["status"], refused.status)
        same(set(response.json().get("errors", {})), refused.fields)
    else:
        same(response.status_code, status, response.text)
    return result


def stored(
    response: Response, change: Callable[[], Result], typed: dict[str, Any] | None = None
) -> Result | None:
    """Change the model. The form must agree: it redirects, or shows again what was typed if the
    model refuses."""
    result, refused = attempt(change)
    if refused:
        expected = refused.status if refused.status in (403, 404) else 200
        same(response.status_code, expected, refused)
        assert "changed" in text(response) or refused.status != 412, "a stale form does not say so"
        if expected == 200 and typed:
            shown = [value for _, value in form_of(response, response.url.path).form_values()]
            texts = [
                str(value) for name, value in typed.items() if value != "" and name not in KEYS
            ]
            missing = [value for value in texts if not kept(value, shown)]
            assert not missing, f"lost, of what was typed: {missing}"
    else:
        same(response.status_code, 302, response.text)
    return result
