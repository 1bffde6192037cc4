"""Users get a version, and a key that names share if they differ only in case."""

from collections import defaultdict
from typing import Any

from django.core.management.base import CommandError
from django.db import migrations, models

import accounts.models
import accounts.names
import core.fields


def refuse_clashes(apps: Any, schema_editor: Any) -> None:
    """Before any change, because the operator must decide who is renamed."""
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    same = defaultdict(list)
    for username in users.order_by("username").values_list("username", flat=True).iterator():
        same[accounts.names.username_key(username)].append(username)
    if clashes := [" and ".join(names) for names in same.values() if len(names) > 1]:
        raise CommandError(
            f"User names that differ in case alone: {', '.join(clashes)}. Rename all but one of "
            "each, and try again."
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_deactivations")]

    operations = [
        migrations.RunPython(refuse_clashes, migrations.RunPython.noop),
        migrations.AlterModelManagers(
            name="user", managers=[("objects", accounts.models.UserManager())]
        ),
        migrations.AddField(
            model_name="user",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="username_key",
            field=core.fields.DerivedField(
                default="", editable=False, rule=accounts.names.username_key, source="username"
            ),
            preserve_default=False,
        ),
    ]
