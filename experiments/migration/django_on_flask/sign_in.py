"""A sign-in at Flask is valid here, and signing out here is valid there."""

import hashlib
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from experiments.migration.django_on_flask.models import SignIn, User

TOKEN = "_user_id"  # the key of Flask-Login in the session
IDLE = timedelta(seconds=settings.SESSION_IDLE)
LIFETIME = timedelta(seconds=settings.SESSION_LIFETIME)
TOUCH_EVERY = min(timedelta(minutes=1), IDLE / 10)


def sign_ins_of(request: HttpRequest) -> Any:
    """The row of this request's session, if there is one."""
    token = str(request.session.get(TOKEN, ""))
    return SignIn.objects.filter(token_hash=hashlib.sha256(token.encode()).hexdigest())


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """As Flask's ``load_user``: the session has neither ended nor expired, and its user is
    active."""
    now = timezone.now()
    good = {"user__is_active": True, "created_at__gte": now - LIFETIME, "seen_at__gte": now - IDLE}
    found = sign_ins_of(request).filter(**good).select_related("user").first()
    if found is None:
        return AnonymousUser()
    if found.seen_at < now - TOUCH_EVERY:
        SignIn.objects.filter(pk=found.pk).update(seen_at=now)
        request.session.modified = True  # so that the browser extends its cookie
    return found.user


class SharedSignIn(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        request.user = cast(User, SimpleLazyObject(lambda: user_of(request)))


@receiver(user_logged_out)
def end_session(request: HttpRequest, **kwargs: Any) -> None:
    # Django itself deletes the cookie, which Flask reads too
    sign_ins_of(request).delete()
