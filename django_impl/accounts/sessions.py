"""Ends a session that nobody uses, or that is too old; keeps what a signed-in user sees out of caches."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from config.security import Middleware

PRECISION = 60  # seconds: a session in use is written once in so many


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session["began"] = request.session["seen"] = int(time.time())


def renew(session: SessionBase) -> None:
    """Django ends a session a fixed time after it was last written; it is written here, for as long as it may live."""
    now = int(time.time())
    if now - session["seen"] >= PRECISION:
        session["seen"] = now
        left = session["began"] + settings.SESSION_ABSOLUTE_AGE - now
        session.set_expiry(max(1, min(settings.SESSION_COOKIE_AGE, left)))


class SignedInMiddleware(Middleware):
    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            patch_cache_control(response, private=True, no_store=True)
            renew(request.session)
        return response
