"""Fills the keys of existing users."""

from typing import Any

from django.db import migrations

from core.batches import fill


def fill_keys(apps: Any, schema_editor: Any) -> None:
    fill(
        apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias),
        "username_key",
    )


class Migration(migrations.Migration):
    atomic = False  # each batch is its own transaction; running it again is safe

    dependencies = [("accounts", "0003_versions_and_keys")]

    operations = [migrations.RunPython(fill_keys, migrations.RunPython.noop)]
