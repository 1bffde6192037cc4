"""One user of each role, for a demo."""

import secrets

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password

from accounts import names
from accounts.models import User
from core.roles import ROLES, STAFF


def check_password(password: str) -> None:
    """ValidationError if it is too weak for one of the users."""
    for role in ROLES:
        validate_password(password, User(username=role))


def create_users(password: str | None) -> dict[str, str]:
    """Create the missing users; return the passwords that were generated."""
    made_up: dict[str, str] = {}
    for role in ROLES:
        if User.objects.filter(username_key=names.username_key(role)).exists():
            continue
        user = User(username=role, is_staff=role in STAFF)
        if not password:
            made_up[role] = secrets.token_urlsafe(12)
        user.set_password(password or made_up[role])
        user.save()
        user.groups.add(Group.objects.get(name=role))
    return made_up
