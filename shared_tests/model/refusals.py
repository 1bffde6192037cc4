"""How the model refuses a request, and for which user."""

from __future__ import annotations

from collections.abc import Iterable

ROLES = ("anonymous", "reader", "viewer", "editor", "manager")


class Refused(Exception):
    """Nothing has changed. A form reports it with 200 where the API has 409, 412 or 422."""

    def __init__(self, status: int, fields: Iterable[str] = ()) -> None:
        super().__init__(status, *fields)
        self.status = status
        self.fields = set(fields)


def require(user: str, role: str) -> None:
    if user == "anonymous":
        raise Refused(401)
    if ROLES.index(user.removeprefix("second-")) < ROLES.index(role):
        raise Refused(403)
