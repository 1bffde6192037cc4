"""Fills the keys of the users that were there before."""

from typing import Any

from django.db import migrations

from core.batches import fill


def fill_keys(apps: Any, schema_editor: Any) -> None:
    fill(
        apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias),
        "username_key",
    )


class Migration(migrations.Migration):
    atomic = False  # each batch is a transaction of its own; to begin again does no harm

    dependencies = [("accounts", "0003_versions_and_keys")]

    operations = [migrations.RunPython(fill_keys, migrations.RunPython.noop)]
