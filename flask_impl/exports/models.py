"""An export: its owner, its state, its file."""

import enum
import secrets
from datetime import datetime

from sqlalchemy import Enum, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from flask_impl.core.extensions import Base
from flask_impl.core.fields import Moment, now


class State(enum.StrEnum):
    queued = "queued"
    running = "running"
    done = "done"
    failed = "failed"


class Export(Base):
    __tablename__ = "exports"

    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, default=lambda: secrets.token_hex(16)
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=10), default=State.queued
    )
    attempts: Mapped[int] = mapped_column(default=0)
    """The number of workers that have begun and not released it."""
    claim: Mapped[str | None] = mapped_column(String(32))
    """The fencing token of the current worker: a worker with another one cannot write."""
    lease_until: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """The time at which it is given to another worker, queued or running; none when it has
    ended."""
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
