"""From here on the database refuses a name that differs from another only in case."""

from django.db import migrations

import accounts.names
import core.fields


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fill_keys")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="username_key",
            field=core.fields.DerivedField(
                editable=False, rule=accounts.names.username_key, source="username", unique=True
            ),
        ),
    ]
