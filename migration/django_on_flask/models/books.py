"""Authors and books."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import IntegrityError, models, transaction


class StaleError(IntegrityError):
    """Somebody else has stored the book since it was read."""


class Author(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)

    class Meta:
        managed = False
        db_table = "authors"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    author = models.ForeignKey(Author, on_delete=models.PROTECT)
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
        managed = False
        db_table = "books"
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What SQLAlchemy's ``version_id_col`` does on the other side: of two who write at once, one wins."""
        with transaction.atomic():
            if not self._state.adding:
                same = Book.objects.filter(pk=self.pk, version=self.version)
                if not same.update(version=self.version + 1):
                    raise StaleError(f"{self.slug} has been changed since version {self.version}")
                self.version += 1
            super().save(*args, **kwargs)
