"""Ends the guessing of a password: after too many failures nothing more is looked at for a
while."""

import math
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Response, current_app, g, request

from flask_impl.accounts.sessions import digest
from flask_impl.core.extensions import limiter

P = ParamSpec("P")
R = TypeVar("R")


def pair(username: str) -> str:
    """The client's address and a user name; hashed, for a name may be as long as a body."""
    return digest(f"{request.remote_addr} {username}")


@limiter.request_filter
def is_no_attempt() -> bool:
    """Spares every other request the search for its limits, for nothing but a POST has one."""
    return request.method != "POST"


def was_refused(response: Response) -> bool:
    return response.status_code == 401 or "wrong_password" in g


def limit_failures(username: Callable[[], str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For views that look at the password of ``username()``. There is one counter for all of
    them."""
    return limiter.shared_limit(
        lambda: current_app.config["LOGIN_FAILURES"],
        scope="passwords",
        key_func=lambda: pair(username()),
        deduct_when=was_refused,
    )


def seconds_left() -> int:
    """Until the pair of this request is heard again."""
    limit = limiter.current_limit
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 1
