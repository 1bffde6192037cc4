"""Creates the roles after each migration; records the start of each session."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import sessions  # noqa: F401  (registers what a sign-in sets off)
        from core.roles import create_roles

        post_migrate.connect(create_roles, sender=self)
