"""The file of an export in the database, written and read in pieces: nobody holds all of it."""

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

PIECE = 2**20  # characters or bytes


@contextmanager
def gathered(texts: Iterable[str]) -> Iterator[IO[str]]:
    """A file without a name that holds them."""
    with TemporaryFile("w+", encoding="utf-8", newline="") as file:
        file.writelines(texts)
        file.flush()
        yield file


def pieces(file: IO[str]) -> Iterator[str]:
    file.seek(0)
    return iter(lambda: file.read(PIECE), "")


def opened(export: QuerySet, *, readonly: bool = False) -> sqlite3.Blob:
    row = export.values_list(RawSQL("rowid", ()), flat=True).get()
    return connection.connection.blobopen(
        export.model._meta.db_table, "content", row, readonly=readonly
    )


def room_for(file: IO[str]) -> Value | Func:
    """What the column holds before it is filled: SQLite would put pieces together in memory."""
    if connection.vendor == "sqlite":
        return Func(Value(os.fstat(file.fileno()).st_size), function="ZEROBLOB")
    return Value("")


def fill(export: QuerySet, file: IO[str]) -> None:
    """In the present transaction; ``export`` is the one that is chosen by its key."""
    if connection.vendor == "sqlite":
        with opened(export) as blob:
            for piece in pieces(file):
                blob.write(piece.encode())
    else:
        for piece in pieces(file):
            export.update(content=Concat("content", Value(piece), output_field=TextField()))


def size(export: QuerySet) -> int:
    """In bytes."""
    if connection.vendor == "sqlite":
        with opened(export, readonly=True) as blob:
            return len(blob)
    length = Func(F("content"), function="OCTET_LENGTH", output_field=IntegerField())
    return export.values_list(length, flat=True).get()


def read(export: QuerySet) -> Iterator[bytes]:
    start = 0
    while piece := read_piece(export, start):
        start += len(piece)
        yield piece if isinstance(piece, bytes) else piece.encode()


def read_piece(export: QuerySet, start: int) -> bytes | str:
    if connection.vendor == "sqlite":
        with opened(export, readonly=True) as blob:
            blob.seek(start)
            return blob.read(PIECE)
    return export.values_list(Substr("content", start + 1, PIECE), flat=True).get()
