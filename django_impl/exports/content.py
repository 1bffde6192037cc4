"""The file of an export in the database, written and read in chunks: no process holds all of it."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, Substr

CHUNK_SIZE = 2**20  # characters or bytes


@contextmanager
def gathered(texts: Iterable[str]) -> Iterator[IO[str]]:
    """An unnamed file with these texts."""
    with TemporaryFile("w+", encoding="utf-8", newline="") as file:
        file.writelines(texts)
        file.flush()
        yield file


def chunks(file: IO[str]) -> Iterator[str]:
    file.seek(0)
    return iter(lambda: file.read(CHUNK_SIZE), "")


def open_blob(export: QuerySet, *, readonly: bool = False) -> sqlite3.Blob:
    row = export.values_list(RawSQL("rowid", ()), flat=True).get()
    return connection.connection.blobopen(
        export.model._meta.db_table, "content", row, readonly=readonly
    )


def room_for(file: IO[str]) -> Value | Func:
    """The initial value of the column: SQLite would concatenate the chunks in memory."""
    if connection.vendor == "sqlite":
        return Func(Value(os.fstat(file.fileno()).st_size), function="ZEROBLOB")
    return Value("")


def fill(export: QuerySet, file: IO[str]) -> None:
    """Write the file in the current transaction; ``export`` selects one row by its key."""
    if connection.vendor == "sqlite":
        with open_blob(export) as blob:
            for chunk in chunks(file):
                blob.write(chunk.encode())
    else:
        for chunk in chunks(file):
            export.update(content=Concat("content", Value(chunk), output_field=TextField()))


def size(export: QuerySet) -> int:
    """In bytes."""
    if connection.vendor == "sqlite":
        with open_blob(export, readonly=True) as blob:
            return len(blob)
    length = Func(F("content"), function="OCTET_LENGTH", output_field=IntegerField())
    return export.values_list(length, flat=True).get()


def read(export: QuerySet) -> Iterator[bytes]:
    start = 0
    while chunk := read_chunk(export, start):
        start += len(chunk)
        yield chunk if isinstance(chunk, bytes) else chunk.encode()


def read_chunk(export: QuerySet, start: int) -> bytes | str:
    if connection.vendor == "sqlite":
        with open_blob(export, readonly=True) as blob:
            blob.seek(start)
            return blob.read(CHUNK_SIZE)
    return export.values_list(Substr("content", start + 1, CHUNK_SIZE), flat=True).get()
