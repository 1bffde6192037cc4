"""The file of an export in the database, written and read in chunks: no process holds all of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from os import SEEK_END
from typing import IO, Any

from sqlalchemy import func, literal_column, select, update

from flask_impl.core.extensions import db
from flask_impl.exports.models import Export

CHUNK_SIZE = 2**20


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(CHUNK_SIZE), b"")


def open_blob(export_id: str, *, readonly: bool = False) -> sqlite3.Blob:
    row = db.session.scalar(
        select(literal_column("rowid")).select_from(Export).filter_by(id=export_id)
    )
    connection: Any = db.session.connection().connection.driver_connection
    return connection.blobopen("exports", "content", row, readonly=readonly)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def room_for(file: IO[bytes]) -> Any:
    """The initial value of the column: SQLite would concatenate the chunks in memory."""
    return func.zeroblob(file.seek(0, SEEK_END)) if is_sqlite() else b""


def fill(export_id: str, file: IO[bytes]) -> None:
    """Write the file in the current transaction."""
    if not is_sqlite():
        for chunk in chunks(file):
            db.session.execute(
                update(Export).filter_by(id=export_id).values(content=Export.content.concat(chunk))
            )
        return
    with closing(open_blob(export_id)) as blob:
        for chunk in chunks(file):
            blob.write(chunk)


def size(export_id: str) -> int:
    return db.session.scalar(select(func.length(Export.content)).filter_by(id=export_id)) or 0


def read(export_id: str) -> Iterator[bytes]:
    """Holds no connection between two chunks, because the client may be slow."""
    for start in range(0, size(export_id), CHUNK_SIZE):
        chunk = read_chunk(export_id, start)
        db.session.rollback()
        yield chunk


def read_chunk(export_id: str, start: int) -> bytes:
    if not is_sqlite():
        part = func.substr(Export.content, start + 1, CHUNK_SIZE)
        return db.session.scalar(select(part).filter_by(id=export_id)) or b""
    with closing(open_blob(export_id, readonly=True)) as blob:
        blob.seek(start)
        return blob.read(CHUNK_SIZE)
