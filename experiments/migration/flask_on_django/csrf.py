"""Django's CSRF token, created here: Django must accept the token that Flask returns."""

import secrets
import string

from flask import current_app, request

LETTERS = string.ascii_letters + string.digits


def token() -> str:
    """The secret of Django's cookie, masked afresh as Django does; empty without such a cookie."""
    secret = request.cookies.get(current_app.config["DJANGO_CSRF_COOKIE"], "")
    mask = [secrets.choice(LETTERS) for _ in secret]
    pairs = [
        (LETTERS.find(one), LETTERS.index(other)) for one, other in zip(secret, mask, strict=True)
    ]
    return "".join(mask) + "".join(LETTERS[(one + other) % len(LETTERS)] for one, other in pairs)
