"""Flask's session cookie as a session engine of Django's: one cookie, read and written by both."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import signed_cookies
from itsdangerous import BadData, URLSafeTimedSerializer

TOKENS = ("csrf_token", "_csrftoken")
"""The CSRF tokens of both sides. They outlive the session, so that signing out twice is not an
error."""


SALT = "cookie-session"


def serializer(*former: str) -> URLSafeTimedSerializer:
    """The serializer of Flask's ``SecureCookieSessionInterface``. Its tags for tuples and dates are
    passed through."""
    return URLSafeTimedSerializer(
        [*former, settings.SECRET_KEY],
        salt=SALT,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )


class SessionStore(signed_cookies.SessionStore):
    """The session's key is the whole cookie, as with Django's own engine for cookies."""

    def load(self) -> dict[str, Any]:
        """Without a limit to the cookie's age, which the table of sessions has: hosts' clocks
        differ."""
        cookie = self.session_key or ""
        try:
            content = serializer(*settings.SECRET_KEY_FALLBACKS).loads(cookie)
        except BadData:
            return {}
        if not serializer().make_signer(SALT).validate(cookie):
            self.modified = True  # to sign it with the current key
        return content

    def flush(self) -> None:
        kept = {name: self[name] for name in TOKENS if name in self}
        super().flush()
        self.update(kept)

    def _get_session_key(self) -> str:
        return str(serializer().dumps(self._session))  # type: ignore[attr-defined]
