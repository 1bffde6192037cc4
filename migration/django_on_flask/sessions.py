"""Flask's session cookie as a session engine of Django's: one cookie, read and written by both."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import signed_cookies
from itsdangerous import BadData, URLSafeTimedSerializer


def serializer() -> URLSafeTimedSerializer:
    """As Flask's ``SecureCookieSessionInterface`` makes it. Its tags for tuples and dates pass as they are."""
    return URLSafeTimedSerializer(
        [*settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY],
        salt="cookie-session",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )


class SessionStore(signed_cookies.SessionStore):
    """The session's key is the whole cookie, as with Django's own engine for cookies."""

    def load(self) -> dict[str, Any]:
        try:
            return serializer().loads(self.session_key or "", max_age=settings.SESSION_LIFETIME)
        except BadData:
            return {}

    def _get_session_key(self) -> str:
        return str(serializer().dumps(self._session))  # type: ignore[attr-defined]
