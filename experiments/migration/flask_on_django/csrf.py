"""Django's token for writes, made here: what Flask tells, Django must take."""

import secrets
import string

from flask import current_app, request

LETTERS = string.ascii_letters + string.digits


def token() -> str:
    """The secret of Django's cookie, masked anew each time as Django masks it; empty for who has no
    such cookie."""
    secret = request.cookies.get(current_app.config["DJANGO_CSRF_COOKIE"], "")
    mask = [secrets.choice(LETTERS) for _ in secret]
    pairs = [
        (LETTERS.find(one), LETTERS.index(other)) for one, other in zip(secret, mask, strict=True)
    ]
    return "".join(mask) + "".join(LETTERS[(one + other) % len(LETTERS)] for one, other in pairs)
