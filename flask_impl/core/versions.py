"""The optimistic lock: what happens when two requests change the same row."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort
from sqlalchemy.orm.exc import StaleDataError

from flask_impl.core.extensions import db

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 10


def again_when_beaten(view: Callable[P, R]) -> Callable[P, R]:
    """Runs a view again when another request has changed the row between its check and its write.
    Checking again says whether that is 404, 412, or nothing to a client that names no version."""

    @wraps(view)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES):
            try:
                return view(*args, **kwargs)
            except StaleDataError:
                db.session.rollback()
        abort(412)

    return again
