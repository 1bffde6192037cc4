"""The roles, and views that need one."""

import enum
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort
from flask_login import current_user

from flask_impl.core.extensions import login_manager


class Role(enum.IntEnum):
    """The roles in order; each includes the permissions of the one before."""

    reader = 1
    viewer = 2
    editor = 3
    manager = 4


def role_required(least: Role) -> Callable[..., Any]:
    """Restricts a view to a role and those above it."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            if current_user.role < least:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return guard
