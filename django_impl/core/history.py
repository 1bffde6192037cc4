"""Records changes outside the admin in its history: user, object and fields."""

from collections.abc import Iterable

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db import models


def added(user_id: int, row: models.Model) -> None:
    LogEntry.objects.log_actions(user_id, [row], ADDITION, [{"added": {}}])


def changed(user_id: int, rows: Iterable[models.Model], fields: list[str]) -> None:
    """The fields are given by their labels, as in the admin's own forms."""
    LogEntry.objects.log_actions(user_id, rows, CHANGE, [{"changed": {"fields": fields}}])


def deleted(user_id: int, row: models.Model) -> None:
    """Call it before the row is deleted."""
    LogEntry.objects.log_actions(user_id, [row], DELETION)
