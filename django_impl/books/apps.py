"""The library: authors and their books."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "books"
