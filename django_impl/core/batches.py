"""Fills a derived column of many rows in batches, to keep transactions and statements short."""

from typing import Any

from django.db import models, transaction

BATCH_SIZE = 500


def fill(rows: models.QuerySet[Any], name: str) -> None:
    """Store the column ``name`` of all rows; rows that are saved meanwhile get it anyway."""
    field = rows.model._meta.get_field(name)
    last = 0
    while batch := list(
        rows.filter(pk__gt=last).order_by("pk").only("pk", field.source)[:BATCH_SIZE]
    ):
        for row in batch:
            field.pre_save(row, add=False)
        with transaction.atomic(using=rows.db):
            rows.bulk_update(batch, [name])
        last = batch[-1].pk
