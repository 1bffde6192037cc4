"""One active manager must remain, because only a manager can appoint another."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import User

LAST_MANAGER = "This is the last manager: make somebody else a manager first."


def managers() -> QuerySet[User]:
    """The users who may currently assign roles."""
    members = User.groups.through.objects.filter(group__name="manager").values("user")
    return User.objects.filter(
        Q(is_superuser=True) | Q(pk__in=members), is_active=True, is_staff=True
    )


def lock_managers() -> None:
    """Lock the managers until the transaction ends; always in the same order."""
    list(managers().order_by("pk").select_for_update().values_list("pk"))


def would_be_missed(users: Collection[int]) -> bool:
    """Whether no manager would remain without these users."""
    now = managers()
    return now.filter(pk__in=users).exists() and not now.exclude(pk__in=users).exists()
