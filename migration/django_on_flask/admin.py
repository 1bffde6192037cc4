"""Authors and books in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from config.admin import CarefulAdmin
from migration.django_on_flask import spreadsheet
from migration.django_on_flask.history import SharedHistory
from migration.django_on_flask.models import Author, Book

admin.site.unregister(Group)


@admin.register(Author)
class AuthorAdmin(SharedHistory, CarefulAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


class BookList(ChangeList):
    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Book]) -> list[Any]:
        """Ties by id in the direction of the last column, as in the catalogue."""
        *ordering, last = super().get_ordering(request, queryset.order_by())
        upwards = ordering and not str(ordering[-1]).startswith("-")
        return [*ordering, "pk" if upwards and last == "-pk" else last]


class BookForm(forms.ModelForm):
    """Remembers which version of the book it was opened with."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.instance.version

    def clean(self) -> None:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("opened") != self.instance.version:
            raise ValidationError("Somebody has changed this book since you opened it. Nothing was stored.")


@admin.register(Book)
class BookAdmin(SharedHistory, CarefulAdmin):
    form = BookForm
    autocomplete_fields = ("author",)
    list_display = ("title", "slug", "author", "year", "available", "updated_at")
    list_filter = ("available", "author")
    list_per_page = 50
    list_select_related = ("author",)
    search_fields = ("title", "author__name", "=slug")  # shows the field; what it finds is said below
    actions = ("mark_as_unavailable",)

    def get_fields(self, request: HttpRequest, obj: Book | None = None) -> list[Any]:
        fields = ["title", "slug", "author", "year", "isbn", "summary", "available"]
        return [*fields, "opened"] if self.has_change_permission(request, obj) else fields

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Book], search_term: str) -> Any:
        """As the catalogue searches: the words as they are."""
        if q := search_term.strip():
            queryset = queryset.filter(Q(title__icontains=q) | Q(author__name__icontains=q) | Q(slug=q))
        return queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BookList

    def save_model(self, request: HttpRequest, obj: Book, form: forms.ModelForm, change: bool) -> None:
        if form.changed_data or not change:  # a version is a change: saving what was shown makes none
            super().save_model(request, obj, form, change)

    @admin.action(permissions=["change"], description="Mark selected books as unavailable")
    def mark_as_unavailable(self, request: HttpRequest, queryset: QuerySet[Book]) -> None:
        with transaction.atomic():
            books = list(queryset.filter(available=True).select_for_update(of=("self",)))
            queryset.filter(available=True).update(available=False, version=F("version") + 1, updated_at=timezone.now())
            self.record(request, "changed", *books, fields="available")
        self.message_user(request, f"Marked as unavailable: {len(books)}")

    def get_urls(self) -> list[Any]:
        export_url = path("export/", self.admin_site.admin_view(self.export), name="books_book_export")
        return [export_url, *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """All books as CSV, for whoever may see them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return StreamingHttpResponse(spreadsheet.lines(), headers=spreadsheet.HEADERS)
