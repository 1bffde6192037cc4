"""A search reads the index instead of the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0004_fill_folded")]

    operations = [
        migrations.AddIndex(
            model_name="author",
            index=models.Index(fields=["name_folded"], name="author_name_folded"),
        ),
        migrations.AddIndex(
            model_name="book",
            index=models.Index(fields=["title_folded", "author"], name="book_title_folded_author"),
        ),
    ]
