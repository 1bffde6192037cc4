"""The addresses: the tutorial, part 4; "Using the Django authentication system" for those of the
accounts."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("books/", views.BookList.as_view(), name="books"),
    path("books/<int:pk>/", views.BookDetail.as_view(), name="book"),
    path("books/new/", views.BookCreate.as_view(), name="new-book"),
    path("accounts/", include("django.contrib.auth.urls")),
    path("accounts/profile/", views.Profile.as_view()),
]
