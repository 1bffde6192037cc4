"""Replaces Django's admin site with ours, and adds our checks."""

from django.contrib.admin.apps import AdminConfig
from django.db import connections


class BookshelfAdminConfig(AdminConfig):
    default_site = "core.admin.BookshelfAdminSite"

    def ready(self) -> None:
        super().ready()
        from core import checks  # noqa: F401  (registers them)

        # Django asks the database, and takes one that is locked for one without JSON
        for connection in connections.all():
            if connection.vendor == "sqlite":
                connection.features.supports_json_field = True
