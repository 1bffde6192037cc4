"""Replaces Django's admin site with ours, and adds our checks."""

from django.contrib.admin.apps import AdminConfig


class BookshelfAdminConfig(AdminConfig):
    default_site = "core.admin.BookshelfAdminSite"

    def ready(self) -> None:
        super().ready()
        from core import checks  # noqa: F401  (registers them)
