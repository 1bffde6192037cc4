"""Who may do what in the admin; Flask-Admin itself lets everybody do everything."""

import re
from collections.abc import Mapping
from typing import Any

from flask import abort, request
from flask_login import current_user

from flask_impl.extensions import login_manager
from flask_impl.users import Role

LARGEST_ID = 2**31 - 1
NUMBERED = ("id", "rowid", "page")


def may(least: Role) -> bool:
    return current_user.is_authenticated and current_user.role >= least


def refuse_odd_numbers() -> None:
    """Flask-Admin hands them to the database as they are, which fails on some."""
    for name in NUMBERED:
        for given in request.values.getlist(name):
            if not re.fullmatch("[0-9]{1,10}", given) or int(given) > LARGEST_ID:
                abort(404)


class StaffOnly:
    """Mixed into each view of the admin. What Flask-Admin refuses by a redirect and a message is refused with 403."""

    least = Role.viewer
    least_for: Mapping[str, Role] = {}
    """Views, by the name of their method, that need more."""

    def is_accessible(self) -> bool:
        return may(self.least)

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return login_manager.unauthorized()
        if not may(self.least) or not may(self.least_for.get(name, self.least)):
            abort(403)
        refuse_odd_numbers()
        return None
