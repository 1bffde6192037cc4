"""Folds existing titles and names."""

from typing import Any

from django.db import migrations

from core.batches import fill


def fold_all(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    fill(apps.get_model("books", "Author").objects.using(alias), "name_folded")
    fill(apps.get_model("books", "Book").objects.using(alias), "title_folded")


class Migration(migrations.Migration):
    atomic = False  # each batch is its own transaction; running it again is safe

    dependencies = [("books", "0003_folded_and_versions")]

    operations = [migrations.RunPython(fold_all, migrations.RunPython.noop)]
