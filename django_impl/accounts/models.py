"""Whoever signs in."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

from accounts.roles import ROLES


class User(AbstractUser):
    deactivations = models.PositiveIntegerField(default=0, editable=False)
    """Part of what a session must match, or one from before would be good again when the user is let in again."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.is_active:
            self.deactivations += 1
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}-{self.deactivations}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for former in super().get_session_auth_fallback_hash():
            yield f"{former}-{self.deactivations}"

    @property
    def role(self) -> str:
        """The highest of the user's groups; who has none is a reader."""
        groups = set(self.groups.values_list("name", flat=True))
        return next((role for role in reversed(ROLES) if role in groups), "reader")
