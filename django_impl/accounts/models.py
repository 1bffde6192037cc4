"""Whoever signs in."""

from django.contrib.auth.models import AbstractUser

from accounts.roles import ROLES


class User(AbstractUser):
    @property
    def role(self) -> str:
        """The highest of the user's groups; who has none is a reader."""
        groups = set(self.groups.values_list("name", flat=True))
        return next((role for role in reversed(ROLES) if role in groups), "reader")
