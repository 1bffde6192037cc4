"""Users in the admin: a manager gives roles, never more than a manager has."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from config.admin import CarefulAdmin

admin.site.unregister(Group)  # what a role may do is said in roles.py


@admin.register(User)
class BookshelfUserAdmin(CarefulAdmin, UserAdmin):
    """No field here makes a superuser or gives a single permission."""

    add_form = UserCreationForm
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

    @admin.display(description="password")
    def new_password(self, user: User) -> SafeString:
        """In place of Django's field, which shows a part of the hash."""
        return format_html('<a href="../password/">{}</a>', "Set a new password")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """A superuser is there for superusers alone: or a manager could become one by setting a password."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)
