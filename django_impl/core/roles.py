"""The roles are groups; each includes the permissions of the one before."""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

ROLES = {
    "reader": [],
    "viewer": ["view_author", "view_book"],
    "editor": ["add_author", "change_author", "add_book", "change_book", "add_export"],
    "manager": [
        "delete_author",
        "delete_book",
        "view_user",
        "add_user",
        "change_user",
        "delete_user",
    ],
}
APPS = ("accounts", "books", "exports")
STAFF = ("viewer", "editor", "manager")


def create_roles(using: str, apps: Apps = installed, **kwargs: Any) -> None:
    """After a migration or a flush: create the groups, with exactly these permissions."""
    try:
        Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
        for label in APPS:  # otherwise those of a later app would be missing
            create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    except LookupError:
        return  # migrated backwards: there are no permissions
    allowed: list[str] = []
    for name, more in ROLES.items():
        allowed += more
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(
            Permission.objects.using(using).filter(
                content_type__app_label__in=APPS, codename__in=allowed
            )
        )
