"""The history of changes through the admin, the API or the account page."""

from datetime import datetime
from typing import Any

from flask_login import current_user
from sqlalchemy import Index, String, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from flask_impl.core.extensions import Base, db
from flask_impl.core.fields import Moment, now

PER_PAGE = 100
DERIVED = {"title_folded", "name_folded", "username_key"}
"""Columns that are derived from others."""


class Change(Base):
    """An entry of the history. It outlives its object, so it has no foreign key."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    who: Mapped[str] = mapped_column(String(150))
    action: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[int]
    fields: Mapped[str] = mapped_column(String(200), default="")


def record(action: str, kind: str, object_id: int, fields: str = "") -> None:
    """Add an entry, committed together with its change."""
    who = current_user.username
    db.session.add(Change(who=who, action=action, kind=kind, object_id=object_id, fields=fields))


def changed_fields(record: Any) -> str:
    """The fields that differ from the stored row, by the labels of the form."""
    columns = {
        field.key for field in inspect(record).attrs if field.history.has_changes()
    } - DERIVED
    return ", ".join(
        sorted({column.removesuffix("_id").removesuffix("_hash") for column in columns})
    )


def changes_of(kind: str, object_id: int, page: int) -> tuple[list[Change], bool]:
    """A hundred entries about one object, newest first, and whether there are older ones."""
    about = select(Change).filter_by(kind=kind, object_id=object_id).order_by(Change.id.desc())
    found = db.session.scalars(about.offset(page * PER_PAGE).limit(PER_PAGE + 1)).all()
    return list(found[:PER_PAGE]), len(found) > PER_PAGE
