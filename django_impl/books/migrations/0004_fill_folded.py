"""Folds the titles and names that were there before."""

from typing import Any

from django.db import migrations

from core.batches import fill


def fold_all(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    fill(apps.get_model("books", "Author").objects.using(alias), "name_folded")
    fill(apps.get_model("books", "Book").objects.using(alias), "title_folded")


class Migration(migrations.Migration):
    atomic = False  # each batch is a transaction of its own; to begin again does no harm

    dependencies = [("books", "0003_folded_and_versions")]

    operations = [migrations.RunPython(fold_all, migrations.RunPython.noop)]
