"""The only app: its label gives the admin its final addresses."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "experiments.migration.django_on_flask"
    label = "books"
    verbose_name = "Books"

    def ready(self) -> None:
        from experiments.migration.django_on_flask import sign_in  # noqa: F401  (registers what a sign-out sets off)
