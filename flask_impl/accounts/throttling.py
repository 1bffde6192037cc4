"""Stops password guessing: after too many failures further attempts are refused for a while."""

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
    """The client's address and a user name, hashed because a name may be as long as a body."""
    return digest(f"{request.remote_addr} {username}")


@limiter.request_filter
def is_no_attempt() -> bool:
    """Skips the look-up of limits for all other requests: only a POST has one."""
    return request.method != "POST"


def was_refused(response: Response) -> bool:
    return response.status_code == 401 or "wrong_password" in g


def limit_failures(username: Callable[[], str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For views that check the password of ``username()``. They share one counter."""
    return limiter.shared_limit(
        lambda: current_app.config["LOGIN_FAILURES"],
        scope="passwords",
        key_func=lambda: pair(username()),
        deduct_when=was_refused,
    )


def seconds_left() -> int:
    """Seconds until the pair of this request may try again."""
    limit = limiter.current_limit
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 1
