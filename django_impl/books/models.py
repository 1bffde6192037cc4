"""What the library keeps: authors and their books."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse


class StaleError(IntegrityError):
    """Somebody else has stored the book since it was read."""


class Author(models.Model):
    name = models.CharField(max_length=200, db_index=True)
    slug = models.SlugField(max_length=200, unique=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    # Without an index of its own: that of the author's page below begins with it.
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="books", db_index=False)
    year = models.IntegerField(
        validators=[MinValueValidator(-3000), MaxValueValidator(2100)], help_text="Negative before our era."
    )
    isbn = models.CharField(
        "ISBN",
        max_length=13,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{13}\Z", "Enter 13 digits.")],
    )
    summary = models.TextField(max_length=2000, blank=True)
    available = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["title", "id"], name="book_title_id"),
            models.Index(fields=["year", "id"], name="book_year_id"),
            models.Index(fields=["author", "title", "id"], name="book_author_title_id"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the next version, or raise StaleError when this one is no longer the latest: of two, one wins."""
        with transaction.atomic():
            if not self._state.adding:
                same = Book.objects.filter(pk=self.pk, version=self.version)
                if not same.update(version=self.version + 1):
                    raise StaleError(f"{self.slug} has been changed since version {self.version}")
                self.version += 1
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("books:detail", args=[self.slug])

    @property
    def dated(self) -> str:
        return str(self.year) if self.year >= 0 else f"{-self.year} BC"
