"""Authors and books in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from books.fields import YearFormField
from core.admin import stripped
from core.text import fold
from core.versioned_admin import OpenedForm, VersionedAdmin
from experiments.migration.django_on_flask import spreadsheet
from experiments.migration.django_on_flask.choices import KeyFormField, KnownChoice
from experiments.migration.django_on_flask.history import SharedHistory
from experiments.migration.django_on_flask.models import Author, Book

admin.site.unregister(Group)


@admin.register(Author)
class AuthorAdmin(SharedHistory, VersionedAdmin):
    fields = ("name", "slug")
    list_display = ("name", "slug")
    search_fields = ("name", "slug")  # shows the field; get_search_results defines the search

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Author], search_term: str
    ) -> Any:
        search_term = stripped(search_term)
        if q := fold(search_term):
            queryset = queryset.filter(Q(name_folded__contains=q) | Q(slug__icontains=search_term))
        return queryset, False


class BookList(ChangeList):
    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Book]) -> list[Any]:
        """Orders ties by id in the direction of the last column, as in the catalogue."""
        *ordering, last = super().get_ordering(request, queryset.order_by())
        upwards = ordering and not str(ordering[-1]).startswith("-")
        return [*ordering, "pk" if upwards and last == "-pk" else last]


class BookForm(OpenedForm):
    class Meta:
        field_classes = {"year": YearFormField}


@admin.register(Book)
class BookAdmin(SharedHistory, VersionedAdmin):
    form = BookForm
    fields = ("title", "slug", "author", "year", "isbn", "summary", "available")
    autocomplete_fields = ("author",)
    list_display = ("title", "slug", "author", "year", "available", "updated_at")
    list_filter = ("available", "author")
    list_per_page = 50
    list_select_related = ("author",)
    ordering = ("title", "id")
    # Shows the field; get_search_results defines the search
    search_fields = ("title", "author__name", "=slug")
    actions = ("mark_as_unavailable",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        own = {"widget": KnownChoice(db_field, self.admin_site), "form_class": KeyFormField}
        return super().formfield_for_foreignkey(db_field, request, **{**own, **kwargs})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Book], search_term: str
    ) -> Any:
        """Searches as the catalogue does: the folded words literally."""
        search_term = stripped(search_term)
        if q := fold(search_term):
            holds = Q(title_folded__contains=q) | Q(author__name_folded__contains=q)
            queryset = queryset.filter(holds | Q(slug=search_term))
        return queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BookList

    @admin.action(permissions=["change"], description="Mark selected books as unavailable")
    def mark_as_unavailable(self, request: HttpRequest, queryset: QuerySet[Book]) -> None:
        books = list(queryset.filter(available=True).select_for_update(of=("self",)))
        those = Book.objects.filter(pk__in=[book.pk for book in books])
        those.update(available=False, version=F("version") + 1, updated_at=timezone.now())
        self.record(request, "changed", *books, fields="available")
        self.message_user(request, f"Marked as unavailable: {len(books)}")

    def get_urls(self) -> list[Any]:
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
        return StreamingHttpResponse(spreadsheet.lines(listed), headers=spreadsheet.HEADERS)
