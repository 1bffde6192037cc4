"""How the model refuses what somebody asks of it, and to whom it does."""

from __future__ import annotations

from collections.abc import Iterable

ROLES = ("anonymous", "reader", "viewer", "editor", "manager")


class Refused(Exception):
    """Nothing has changed. A form says so with 200 where the API has 409, 412 or 422."""

    def __init__(self, status: int, fields: Iterable[str] = ()) -> None:
        super().__init__(status, *fields)
        self.status = status
        self.fields = set(fields)


def require(user: str, role: str) -> None:
    if user == "anonymous":
        raise Refused(401)
    if ROLES.index(user.removeprefix("second-")) < ROLES.index(role):
        raise Refused(403)
