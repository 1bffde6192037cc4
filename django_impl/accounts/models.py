"""The users."""

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django.contrib.auth import models as auth
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import names
from core.fields import DerivedField
from core.roles import ROLES
from core.text import INVISIBLE
from core.versions import Versioned


class UserManager(auth.UserManager["User"]):
    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """For createsuperuser, which prints a ValidationError: a weak password, or a name in use. A
        superuser is a manager through the group, and loses that with the group."""
        user = User(username=names.normalize_username(username))
        # Again: the command has validated the name as it was typed
        User._meta.get_field("username").clean(user.username, user)
        user.clean()
        user.validate_unique()
        # None: with --noinput Django would make a manager who can never sign in
        validate_password(password or "", user)
        with transaction.atomic():
            user = super().create_superuser(username, email, password, **extra_fields)
            user.groups.add(auth.Group.objects.get(name="manager"))
        return user


class User(auth.AbstractUser, Versioned):
    username_key = DerivedField(source="username", rule=names.username_key, unique=True)
    """Unique among users; signing in compares the name itself."""
    deactivations = models.PositiveIntegerField(default=0, editable=False)
    """Part of the session's hash: otherwise an old session would be valid again when the user is
    activated again."""

    objects: ClassVar[UserManager] = UserManager()
    # No mail is sent: createsuperuser does not prompt for an address
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.normalize_username(self.username)
        if not self.is_active:
            self.deactivations += 1
        super().save(*args, **kwargs)

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return names.normalize_username(username)

    def clean(self) -> None:
        """Refuse letters that are invisible, which Django's validator lets through."""
        super().clean()
        if INVISIBLE.intersection(self.username):
            raise ValidationError({"username": self.username_validator.message})

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Refuse a name that exists in another case; forms do not validate fields that they do not
        show, such as the key."""
        super().validate_unique(exclude)
        same = User.objects.filter(username_key=names.username_key(self.username)).exclude(
            pk=self.pk
        )
        if "username" not in (exclude or ()) and same.exists():
            raise ValidationError({"username": self.unique_error_message(User, ("username",))})

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}-{self.deactivations}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for former in super().get_session_auth_fallback_hash():
            yield f"{former}-{self.deactivations}"

    @property
    def role(self) -> str:
        """The highest of the user's groups; a user without one is a reader, and a superuser is a
        manager."""
        if self.is_superuser:
            return "manager"
        groups = set(self.groups.values_list("name", flat=True))
        return next((role for role in reversed(ROLES) if role in groups), "reader")
