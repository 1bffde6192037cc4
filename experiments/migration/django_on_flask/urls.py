"""The URLs served here, and the names of Flask's pages that ours link to."""

from typing import Any, NoReturn

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.views import LogoutView
from core.health import LiveView


def elsewhere(request: HttpRequest, **kwargs: Any) -> NoReturn:
    """nginx routes these to Flask."""
    raise Http404


flask = [path("", elsewhere, name="home"), path("books/", elsewhere, name="catalogue")]
# the target of the admin's form
signing_out = [path("logout/", LogoutView.as_view(), name="logout")]
urlpatterns = [
    path("", include((flask, "books"))),
    path("", include((signing_out, "accounts"))),
    # The old addresses, for Flask-Admin's menu and bookmarks.
    re_path("^admin/book/", RedirectView.as_view(pattern_name="admin:books_book_changelist")),
    re_path("^admin/author/", RedirectView.as_view(pattern_name="admin:books_author_changelist")),
    path("admin/", admin.site.urls),
    path("healthz", LiveView.as_view()),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"
