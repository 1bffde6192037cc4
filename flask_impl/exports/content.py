"""The file of an export in the database, written and read in pieces: nobody holds all of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from os import SEEK_END
from typing import IO, Any

from sqlalchemy import func, literal_column, select, update

from flask_impl.core.extensions import db
from flask_impl.exports.models import Export

PIECE = 2**20


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(PIECE), b"")


def open_blob(export_id: str, *, readonly: bool = False) -> sqlite3.Blob:
    row = db.session.scalar(
        select(literal_column("rowid")).select_from(Export).filter_by(id=export_id)
    )
    connection: Any = db.session.connection().connection.driver_connection
    return connection.blobopen("exports", "content", row, readonly=readonly)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def room_for(file: IO[bytes]) -> Any:
    """What the column holds before it is filled: to put pieces together SQLite would hold all of
    them."""
    return func.zeroblob(file.seek(0, SEEK_END)) if is_sqlite() else b""


def fill(export_id: str, file: IO[bytes]) -> None:
    """In the present transaction."""
    if not is_sqlite():
        for piece in pieces(file):
            db.session.execute(
                update(Export).filter_by(id=export_id).values(content=Export.content.concat(piece))
            )
        return
    with closing(open_blob(export_id)) as blob:
        for piece in pieces(file):
            blob.write(piece)


def size(export_id: str) -> int:
    return db.session.scalar(select(func.length(Export.content)).filter_by(id=export_id)) or 0


def read(export_id: str) -> Iterator[bytes]:
    """Between two pieces no connection is held, for who fetches it may be slow."""
    for start in range(0, size(export_id), PIECE):
        piece = read_piece(export_id, start)
        db.session.rollback()
        yield piece


def read_piece(export_id: str, start: int) -> bytes:
    if not is_sqlite():
        part = func.substr(Export.content, start + 1, PIECE)
        return db.session.scalar(select(part).filter_by(id=export_id)) or b""
    with closing(open_blob(export_id, readonly=True)) as blob:
        blob.seek(start)
        return blob.read(PIECE)
