"""The admin site: one sign-in page for all, 403 for non-staff, and the base of all lists and
forms."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse

from core.stale import StaleForm, is_stale
from core.versions import again_when_beaten

# Other input of int(), such as other scripts' digits, would give an object many addresses, or a 500
ID = "[0-9]{1,18}"
LONGEST_SEARCH = 200  # as in the catalogue
SOURCE_MODEL = "_source_model"  # of a form in a window of its own; Django 5.2 has none


def stripped(search: str) -> str:
    """A search without spaces around it. SQLite fails on a very long pattern."""
    if len(search) > LONGEST_SEARCH:
        raise BadRequest("The search is too long.")
    return search.strip()


class BookshelfAdminSite(admin.AdminSite):
    site_header = site_title = "Bookshelf"
    index_title = "Admin"
    final_catch_all_view = False  # an unknown address is 404 for everybody, as elsewhere

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return checked

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return resolve(reverse("accounts:logout")).func(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("accounts:account")


class KeysFormField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """Django queries the database for a number out of range, and accepts the digits of every
        script."""
        for key in value or ():
            if not re.fullmatch(ID, str(key)):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": key})
        return super().clean(value)


class CarefulAdmin(admin.ModelAdmin):
    """Returns a message, 403 or 404, where Django would redirect, fail with 500 or silently do
    nothing."""

    show_facets = admin.ShowFacets.NEVER  # a column an author, of which SQLite has 2,000
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        # The one without a name is an old address of the change form: it redirects everything after
        # the list's.
        return [one for one in super().get_urls() if one.name]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model:
        found = (
            super().get_object(request, object_id, from_field or None)
            if re.fullmatch(ID, object_id)
            else None
        )
        if found is None:
            raise Http404
        return found

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (StaleForm, form), {}) if is_stale(request) else form

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{"form_class": KeysFormField, **kwargs}
        )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        # An invalid __regex in the address would reach the database and fail there.
        return lookup.endswith(("__exact", "__isnull")) and super().lookup_allowed(
            lookup, value, request
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        asked = {action for action in request.POST.getlist("action") if action}
        if not asked <= set(self.get_actions(request)):
            # Without this, a forbidden action is ignored with a 200
            raise PermissionDenied
        numbers = [*request.GET.getlist(PAGE_VAR), *request.POST.getlist(ACTION_CHECKBOX_NAME)]
        if not all(re.fullmatch(ID, number) for number in numbers):
            raise Http404
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)
        # An unknown filter is ignored; Django would drop the search with it
        except IncorrectLookupParameters:
            kept = {
                name: request.GET[name]
                for name in (SEARCH_VAR, ORDER_VAR, PAGE_VAR)
                if name in request.GET
            }
            request.GET = QueryDict(urlencode(kept))
            return super().get_changelist_instance(request)

    @again_when_beaten
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Django splits it without a check, when it has stored the object
        if "." not in request.POST.get(SOURCE_MODEL, "."):
            kept = request.POST.copy()
            del kept[SOURCE_MODEL]
            request.POST = QueryDict(kept.urlencode())
        return super().changeform_view(request, *args, **kwargs)

    @again_when_beaten
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().delete_view(request, *args, **kwargs)

    @again_when_beaten
    def response_action(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        with transaction.atomic():  # an action and its history entries are stored together
            return super().response_action(request, *args, **kwargs)
