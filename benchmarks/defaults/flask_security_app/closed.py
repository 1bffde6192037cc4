"""What closes more rows, as the documentation of the packages shows it: code of one's own, so that
it is no part of the application."""

from flask import request
from flask_admin import AdminIndexView
from flask_limiter.util import get_remote_address

from benchmarks.defaults.flask_security_app.accounts import Guarded


def user_and_address() -> str:
    """Flask-Limiter, "Rate Limit Key Functions"."""
    return f"{get_remote_address()} {request.form.get('email')}"


class GuardedIndex(Guarded, AdminIndexView):
    """Flask-Admin, "Authorization & Permissions"."""
