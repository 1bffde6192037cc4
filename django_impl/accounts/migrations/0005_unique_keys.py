"""From here on the database refuses a name that differs from another in case alone."""

import core.fields
from django.db import migrations

import accounts.names


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fill_keys")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="username_key",
            field=core.fields.DerivedField(editable=False, rule=accounts.names.key, source="username", unique=True),
        ),
    ]
