"""The URLs of the whole site, and the views of its errors."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.api import MeView
from books.api import BookApi, BookListApi
from core.api import DescriptionView
from core.faults import FailView
from core.health import LiveView, ReadyView

api = [
    path("books/", BookListApi.as_view(), name="books"),
    path("books/<str:slug>/", BookApi.as_view(), name="book"),
    path("me/", MeView.as_view()),
    path("openapi.json", DescriptionView.as_view()),
]
urlpatterns = [
    path("", include("books.urls")),
    path("", include("accounts.urls")),
    path("", include("exports.urls")),
    path("api/", include((api, "api"))),
    path("admin/", admin.site.urls),
    path("healthz", LiveView.as_view()),
    path("readyz", ReadyView.as_view()),
]
if settings.FAULT_ROUTES:
    urlpatterns.append(path("fail/", FailView.as_view()))

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"
