"""Ends the guessing of a password: after too many failures nothing more is looked at for a while."""

import math
import time

from flask import Response, current_app, request

from flask_impl.extensions import limiter
from flask_impl.sessions import digest
from flask_impl.users import normal


def pair() -> str:
    """The client's address and the user name that is looked up; hashed, for a name may be as long as a body."""
    return digest(f"{request.remote_addr} {normal(request.form.get('username'))}")


@limiter.request_filter
def is_no_attempt() -> bool:
    """Spares every other request the search for its limits, for nothing but a POST has one."""
    return request.method != "POST"


def was_refused(response: Response) -> bool:
    return response.status_code == 401


limit_failures = limiter.limit(
    lambda: current_app.config["LOGIN_FAILURES"], methods=["POST"], key_func=pair, deduct_when=was_refused
)


def seconds_left() -> int:
    """Until the pair of this request is heard again."""
    limit = limiter.current_limit
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 1
