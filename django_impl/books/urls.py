"""The URLs of the catalogue."""

from django.urls import path

from books.views import BookView, CatalogueView

app_name = "books"
urlpatterns = [
    path("", CatalogueView.as_view(), name="home"),
    path("books/", CatalogueView.as_view(), name="catalogue"),
    path("books/<str:slug>/", BookView.as_view(), name="detail"),
]
