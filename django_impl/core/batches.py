"""Fills a derived column of many rows in pieces, so that no transaction and no statement takes
long."""

from typing import Any

from django.db import models, transaction

AT_ONCE = 500


def fill(rows: models.QuerySet[Any], name: str) -> None:
    """Store the column ``name`` of all rows; what is stored meanwhile is stored with it anyway."""
    field = rows.model._meta.get_field(name)
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").only("pk", field.source)[:AT_ONCE]):
        for row in batch:
            field.pre_save(row, add=False)
        with transaction.atomic(using=rows.db):
            rows.bulk_update(batch, [name])
        last = batch[-1].pk
