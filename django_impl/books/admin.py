"""Authors and books in the admin."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from books import csv_export as export
from books.fields import YearFormField
from books.models import Author, Book
from books.paging import BookList, CappedPaginator
from books.search import matching
from core import history
from core.admin import ID, stripped
from core.text import fold
from core.versioned_admin import OpenedForm, VersionedAdmin

BATCH_SIZE = 1000


@admin.register(Author)
class AuthorAdmin(VersionedAdmin):
    fields = ("name", "slug")
    list_display = ("name", "slug")
    search_fields = ("name", "slug")  # shows the field; get_search_results defines the search
    paginator = CappedPaginator

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Author], search_term: str
    ) -> Any:
        search_term = stripped(search_term)
        if q := fold(search_term):
            queryset = queryset.filter(Q(name_folded__contains=q) | Q(slug__icontains=search_term))
        return queryset, False


class BookForm(OpenedForm):
    class Meta:
        field_classes = {"year": YearFormField}


class KnownChoice(AutocompleteSelect):
    """Looks up only valid keys: the input or the address may contain anything."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if re.fullmatch(ID, str(one))], attr)


class KeyFormField(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        """Accepts ASCII digits only; Django accepts those of every script."""
        if value and not re.fullmatch(ID, str(value)):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)


@admin.register(Book)
class BookAdmin(VersionedAdmin):
    form = BookForm
    fields = ("title", "slug", "author", "year", "isbn", "summary", "available")
    autocomplete_fields = ("author",)
    list_display = ("title", "slug", "author", "year", "isbn", "available")
    list_filter = ("available", "author")
    list_per_page = 50
    list_select_related = ("author",)
    ordering = ("title", "id")
    # Shows the field; get_search_results defines the search
    search_fields = ("title", "author__name", "=slug")
    search_help_text = (
        "Of more than 1,000 matches the first 1,000 are listed: search or filter to see the others."
    )
    paginator = CappedPaginator
    actions = ("mark_as_unavailable",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        widget = KnownChoice(db_field, self.admin_site)
        own = {"widget": widget, "form_class": KeyFormField}
        return super().formfield_for_foreignkey(db_field, request, **{**own, **kwargs})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Book], search_term: str
    ) -> Any:
        """Uses the catalogue's search; Django's own joins the authors to all books."""
        search_term = stripped(search_term)
        if q := fold(search_term):
            queryset = matching(queryset, q)[0] | queryset.filter(slug=search_term)
        return queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BookList

    @admin.action(permissions=["change"], description="Mark selected books as unavailable")
    def mark_as_unavailable(self, request: HttpRequest, queryset: QuerySet[Book]) -> None:
        assert request.user.is_authenticated  # the admin has checked this
        books = list(queryset.filter(available=True).select_for_update(of=("self",)))
        for start in range(0, len(books), BATCH_SIZE):
            those = Book.objects.filter(
                pk__in=[book.pk for book in books[start : start + BATCH_SIZE]]
            )
            those.update(available=False, version=F("version") + 1, updated_at=timezone.now())
        history.changed(request.user.pk, books, ["Available"])
        self.message_user(request, f"Marked as unavailable: {len(books)}")

    def get_urls(self) -> list:
        export_url = path(
            "export/", self.admin_site.admin_view(self.export), name="books_book_export"
        )
        return [export_url, *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """The books on all pages of the list with these parameters, for a user who may see them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.copy()
        asked.pop(PAGE_VAR, None)
        request.GET = QueryDict(asked.urlencode())
        listed = self.get_changelist_instance(request).get_queryset(request)
        return StreamingHttpResponse(export.lines(listed), headers=export.HEADERS)
