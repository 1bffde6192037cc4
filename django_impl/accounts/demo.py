"""One user of each role, to look around with."""

import secrets

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password

from accounts import names
from accounts.models import User
from core.roles import ROLES, STAFF


def check_password(password: str) -> None:
    """ValidationError for one that is too weak for any of them."""
    for role in ROLES:
        validate_password(password, User(username=role))


def create_users(password: str | None) -> dict[str, str]:
    """Make those that are missing; the password of each that got one made up."""
    made_up: dict[str, str] = {}
    for role in ROLES:
        if User.objects.filter(username_key=names.key(role)).exists():
            continue
        user = User(username=role, is_staff=role in STAFF)
        if not password:
            made_up[role] = secrets.token_urlsafe(12)
        user.set_password(password or made_up[role])
        user.save()
        user.groups.add(Group.objects.get(name=role))
    return made_up
