"""Whether the baseline and both sides give the same response, apart from expected differences."""

from __future__ import annotations

import html
import json
import re

from benchmarks.requests.calling import Response

OWN = ("admin list",)
"""Scenarios whose body is each side's own."""
PROTECTION = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
)
BLANKED = (
    # Tokens; and each form library writes other attributes in another order
    (r"<input [^>]*>", "<input>"),
    (r"[ \t]*\n\s*", "\n"),  # white space left by template tags
)
TIMES = ("created_at", "updated_at")


def compare(name: str, responses: dict[str, Response]) -> None:
    """Raises RuntimeError with the application whose response to ``name`` differs from the first,
    and the place."""
    first, *others = responses
    for one in others:
        for part in (protection, content):
            if name in OWN and part is content:
                continue
            ours, theirs = part(responses[first]), part(responses[one])
            if ours != theirs:
                raise RuntimeError(
                    f"{name}: {one} responds otherwise than {first}: {difference(ours, theirs)}"
                )


def protection(response: Response) -> str:
    """The security headers, the directives of the policy in alphabetical order."""
    sent = {name.lower(): value for name, value in response.headers if name.lower() in PROTECTION}
    return "\n".join(f"{name}: {sorted(sent.get(name, '').split('; '))}" for name in PROTECTION)


def content(response: Response) -> str:
    """The body without tokens, times, cursors and equivalent spellings."""
    sent = {name.lower(): value for name, value in response.headers}
    if response.status == 302:
        return sent["location"]  # the body of a redirect does not matter
    if "json" in sent["content-type"]:
        return json.dumps(blank(json.loads(response.body)), indent=1, sort_keys=True)
    text = response.text
    for pattern, replacement in BLANKED:
        text = re.sub(pattern, replacement, text)
    return html.unescape(text).strip()


def blank(value: object) -> object:
    if isinstance(value, dict):
        return {key: key if key in TIMES else blank(one) for key, one in value.items()}
    if isinstance(value, list):
        return [blank(one) for one in value]
    return re.sub("cursor=.*", "cursor=", value) if isinstance(value, str) else value


def difference(ours: str, theirs: str) -> str:
    """The first line that differs."""
    pairs = zip([*ours.splitlines(), ""], [*theirs.splitlines(), ""], strict=False)
    return next((f"{b!r} instead of {a!r}" for a, b in pairs if a != b), "one goes on longer")
