"""Authors and books: validation, derived columns and the optimistic lock, as in Django's side."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from books.fields import LineField, ProseField
from core.fields import DerivedField
from core.text import fold
from core.versions import Versioned


class Author(Versioned):
    name = LineField(max_length=200)
    name_folded = DerivedField(source="name", rule=fold)
    slug = models.SlugField(max_length=200, unique=True)

    class Meta:
        managed = False
        db_table = "authors"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Book(Versioned):
    title = LineField(max_length=200)
    title_folded = DerivedField(source="title", rule=fold)
    slug = models.SlugField(max_length=200, unique=True)
    author = models.ForeignKey(Author, on_delete=models.PROTECT)
    year = models.IntegerField(
        validators=[MinValueValidator(-3000), MaxValueValidator(2100)],
        help_text="Negative before our era.",
    )
    isbn = models.CharField(
        "ISBN",
        max_length=13,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{13}\Z", "Enter 13 digits.")],
    )
    summary = ProseField(max_length=2000, blank=True)
    available = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        managed = False
        db_table = "books"
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title
