"""Authors and books."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse

from books.fields import LineField, ProseField
from core.fields import DerivedField
from core.text import fold
from core.versions import Versioned


class Author(Versioned):
    name = LineField(max_length=200, db_index=True)
    name_folded = DerivedField(source="name", rule=fold)
    slug = models.SlugField(max_length=200, unique=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name_folded"], name="author_name_folded")]

    def __str__(self) -> str:
        return self.name


class Book(Versioned):
    title = LineField(max_length=200)
    title_folded = DerivedField(source="title", rule=fold)
    slug = models.SlugField(max_length=200, unique=True)
    # Without its own index: that of the author's page below begins with it.
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="books", db_index=False
    )
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
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["title", "id"], name="book_title_id"),
            models.Index(fields=["year", "id"], name="book_year_id"),
            models.Index(fields=["author", "title", "id"], name="book_author_title_id"),
            # A search reads every title; the index is more compact than the table.
            models.Index(fields=["title_folded", "author"], name="book_title_folded_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("books:detail", args=[self.slug])

    @property
    def dated(self) -> str:
        return str(self.year) if self.year >= 0 else f"{-self.year} BC"
