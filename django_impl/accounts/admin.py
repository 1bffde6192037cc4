"""Users in the admin: a manager assigns roles, never more than a manager has."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import last_manager
from accounts.models import User
from accounts.names import username_key
from core.admin import stripped
from core.roles import STAFF
from core.versioned_admin import OpenedForm, VersionedAdmin
from core.versions import again_when_beaten

HALF_A_ROLE = f"Staff are the members of {', '.join(STAFF[:-1])} and {STAFF[-1]}, and nobody else."

admin.site.unregister(Group)  # roles.py defines the permissions


class RoleForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """Refuse half a role: staff alone may use the admin, and the API looks at the groups."""
        cleaned = super().clean()
        names = {group.name for group in self.cleaned_data.get("groups", ())}
        if bool(self.cleaned_data.get("is_staff")) != bool(names & {*STAFF}):
            self.add_error("is_staff", HALF_A_ROLE)
        return cleaned


class NewUserForm(RoleForm, BaseUserCreationForm):
    """Leaves the comparison of names to the model."""


class UserForm(OpenedForm, RoleForm, UserChangeForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "groups" in self.changed_data and not self.is_member():
            self.instance.is_superuser = False
        if not self.stays_manager():
            last_manager.lock_managers()
            if last_manager.would_be_missed([self.instance.pk]):
                raise ValidationError(last_manager.LAST_MANAGER)
        return cleaned

    def stays_manager(self) -> bool:
        given = self.cleaned_data
        member = self.is_member() or self.instance.is_superuser
        return bool(given.get("is_active") and given.get("is_staff") and member)

    def is_member(self) -> bool:
        return any(group.name == "manager" for group in self.cleaned_data.get("groups", ()))


class PasswordForm(AdminPasswordChangeForm):
    """Without Django's option for no password, which would lock the user out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


@admin.register(User)
class BookshelfUserAdmin(VersionedAdmin, UserAdmin):
    """No field here creates a superuser or grants a single permission."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Role", {"fields": ("is_staff", "groups")}),
    )
    fieldsets = (
        (None, {"fields": ("username", "new_password")}),
        ("Role", {"fields": ("is_active", "is_staff", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("new_password", "last_login", "date_joined")
    list_display = ("username", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("username",)
    filter_horizontal = ("groups",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> Any:
        """Ignores case and width, as names are compared; SQLite itself ignores case of a to z."""
        key = username_key(stripped(search_term))
        return queryset.filter(username_key__contains=key), False

    @admin.display(description="password")
    def new_password(self, user: User) -> SafeString:
        """Replaces Django's field, which shows a part of the hash."""
        return format_html('<a href="../password/">{}</a>', "Set a new password")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Add the last manager to the protected objects, for the page of one user and for the bulk
        action."""
        if request.method == "POST":
            last_manager.lock_managers()
        *found, protected = super().get_deleted_objects(objs, request)
        if last_manager.would_be_missed([user.pk for user in objs]):
            protected = [*protected, last_manager.LAST_MANAGER]
        return *found, protected

    @again_when_beaten
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Django's own view stores the password and its history entry separately, and ignores
        versions."""
        if request.method != "POST":  # on SQLite a transaction takes the write lock
            return super().user_change_password(request, id, form_url)
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)
