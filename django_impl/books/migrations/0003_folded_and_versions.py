"""Folded columns for search, and versions of authors."""

from django.db import migrations, models

import books.fields
import core.fields
import core.text


class Migration(migrations.Migration):
    dependencies = [("books", "0002_books_of_an_author")]

    operations = [
        migrations.AlterField(
            model_name="author",
            name="name",
            field=books.fields.LineField(db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="book",
            name="title",
            field=books.fields.LineField(max_length=200),
        ),
        migrations.AlterField(
            model_name="book",
            name="summary",
            field=books.fields.ProseField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="author",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="author",
            name="name_folded",
            field=core.fields.DerivedField(
                default="", editable=False, rule=core.text.fold, source="name"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="book",
            name="title_folded",
            field=core.fields.DerivedField(
                default="", editable=False, rule=core.text.fold, source="title"
            ),
            preserve_default=False,
        ),
    ]
