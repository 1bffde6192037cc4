"""Authors and books in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from books import export
from books.models import Author, Book
from books.paging import BookList, CappedPaginator
from books.search import narrow
from config.admin import CarefulAdmin


@admin.register(Author)
class AuthorAdmin(CarefulAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    paginator = CappedPaginator


class BookForm(forms.ModelForm):
    """Remembers which version of the book it was opened with."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.instance.version

    def clean(self) -> None:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("opened") != self.instance.version:
            raise ValidationError(
                "Somebody has changed this book since you opened it. Nothing was stored: "
                "open it again beside this page, and bring over what you typed."
            )


@admin.register(Book)
class BookAdmin(CarefulAdmin):
    form = BookForm
    autocomplete_fields = ("author",)
    list_display = ("title", "slug", "author", "year", "available", "updated_at")
    list_filter = ("available", "author")
    list_per_page = 50
    list_select_related = ("author",)
    ordering = ("title", "id")
    search_fields = ("title", "author__name", "=slug")  # shows the field; what it finds is said below
    search_help_text = "Of more than 1,000 matches the first 1,000 are listed: search or filter to see the others."
    paginator = CappedPaginator
    actions = ("mark_as_unavailable",)

    def get_fields(self, request: HttpRequest, obj: Book | None = None) -> list[Any]:
        fields = ["title", "slug", "author", "year", "isbn", "summary", "available"]
        return [*fields, "opened"] if self.has_change_permission(request, obj) else fields

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Book], search_term: str) -> Any:
        """As the catalogue searches; Django's own joins the authors to all books."""
        if q := search_term.strip():
            queryset = narrow(queryset, q)[0] | queryset.filter(slug=q)
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
            changed = [{"changed": {"fields": ["Available"]}}]
            LogEntry.objects.log_actions(request.user.pk, books, CHANGE, changed)  # type: ignore[arg-type]
        self.message_user(request, f"Marked as unavailable: {len(books)}")

    def get_urls(self) -> list:
        export_url = path("export/", self.admin_site.admin_view(self.export), name="books_book_export")
        return [export_url, *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """All books as CSV, for whoever may see them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return StreamingHttpResponse(export.lines(), headers=export.HEADERS)
