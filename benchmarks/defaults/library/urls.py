"""The addresses: the tutorial, part 4; "Using the Django authentication system" for those of the
accounts."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("books/", views.BookList.as_view(), name="books"),
    path("books/<int:pk>/", views.BookDetail.as_view(), name="book"),
    path("api/books/", views.books_api),
    path("accounts/", include("django.contrib.auth.urls")),
    path("accounts/profile/", views.profile),
]
