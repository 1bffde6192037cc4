"""The tables: the tutorial, part 2."""

# mypy: disable-error-code="var-annotated"
# The types of fields are known to mypy's plugin for Django alone, which knows one project.

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return self.title
