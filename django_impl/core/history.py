"""Notes in the admin's history what is written elsewhere: who, what, and which fields."""

from collections.abc import Iterable

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db import models


def added(user_id: int, row: models.Model) -> None:
    LogEntry.objects.log_actions(user_id, [row], ADDITION, [{"added": {}}])


def changed(user_id: int, rows: Iterable[models.Model], fields: list[str]) -> None:
    """The fields by their labels, as the admin's own forms name them."""
    LogEntry.objects.log_actions(user_id, rows, CHANGE, [{"changed": {"fields": fields}}])


def deleted(user_id: int, row: models.Model) -> None:
    """To be called before the row is gone, with its number."""
    LogEntry.objects.log_actions(user_id, [row], DELETION)
