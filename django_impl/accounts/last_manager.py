"""One manager must be left, or nobody could make another."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import User

REFUSAL = "This is the last manager: make somebody else a manager first."


def managers() -> QuerySet[User]:
    """Those who may give roles now."""
    members = User.groups.through.objects.filter(group__name="manager").values("user")
    return User.objects.filter(
        Q(is_superuser=True) | Q(pk__in=members), is_active=True, is_staff=True
    )


def lock() -> None:
    """Let no other transaction change a manager until this one has ended; always in the same
    order."""
    list(managers().order_by("pk").select_for_update().values_list("pk"))


def would_be_missed(users: Collection[int]) -> bool:
    """Whether no manager is left without these users."""
    now = managers()
    return now.filter(pk__in=users).exists() and not now.exclude(pk__in=users).exists()
