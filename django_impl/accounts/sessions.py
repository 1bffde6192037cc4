"""Ends sessions that are idle or too old; keeps pages of signed-in users out of caches."""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from core.middleware import Middleware
from core.outages import is_away


class SessionStore(db.SessionStore):
    def __init__(self, session_key: str | None = None) -> None:
        """A malformed key is not looked up: PostgreSQL fails on a NUL, which a cookie can
        contain."""
        super().__init__(session_key if session_key and session_key.isalnum() else None)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Django ends a session a fixed time after its last write; this one also has an absolute
        lifetime."""
        last = datetime.fromtimestamp(
            self.get("began", time.time()) + settings.SESSION_LIFETIME, UTC
        )
        return min(super().get_expiry_date(**kwargs), last)

    def save(self, must_create: bool = False) -> None:
        """Django treats any database error as the end of the session, which is a 400."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if (away := error.__context__) and is_away(away):
                raise away from away.__cause__
            raise


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session["began"] = request.session["seen"] = time.time()


def renew(session: SessionBase) -> None:
    """A session in use is written once a minute, or once in a tenth of the idle limit."""
    if time.time() - session["seen"] >= min(60, settings.SESSION_COOKIE_AGE / 10):
        session["seen"] = time.time()


class SignedInMiddleware(Middleware):
    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code < 500
            and request.session.accessed
            and SESSION_KEY in request.session
        ):
            patch_cache_control(response, private=True, no_store=True)
            renew(request.session)
        return response
