"""Puts our admin site in the place of Django's, and our checks beside Django's."""

from django.contrib.admin.apps import AdminConfig


class BookshelfAdminConfig(AdminConfig):
    default_site = "core.admin.BookshelfAdminSite"

    def ready(self) -> None:
        super().ready()
        from core import checks  # noqa: F401  (registers them)
