"""Leases: one worker at a time may write an export, until its lease ends."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from flask import current_app
from sqlalchemy import delete, exists, select, update

from flask_impl.core.extensions import db
from flask_impl.core.fields import now
from flask_impl.exports import content
from flask_impl.exports.models import Export, State

MAX_ATTEMPTS = 3

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """The lease of this worker has expired: the export belongs to another worker, or was deleted
    with its owner."""


def lease_end() -> datetime:
    return now() + current_app.config["EXPORT_LEASE"]


@dataclass(frozen=True)
class Lease:
    """The right to write one export. Each change checks the fencing token, so that a slow worker
    cannot undo another's."""

    export_id: str
    claim: str

    def renew(self) -> None:
        self._change(lease_until=lease_end())

    def finish(self, file: IO[bytes]) -> None:
        """Store the file in the same transaction; last, because SQLite reads the whole row to
        change it."""
        self._end(State.done, file, content=content.room_for(file))

    def fail(self) -> None:
        self._end(State.failed)

    def give_back(self) -> None:
        self._change(
            state=State.queued, claim=None, attempts=Export.attempts - 1, lease_until=lease_end()
        )

    def _end(self, state: State, file: IO[bytes] | None = None, **values: Any) -> None:
        self._change(file, state=state, claim=None, lease_until=None, finished_at=now(), **values)

    def _change(self, file: IO[bytes] | None = None, **values: Any) -> None:
        mine = update(Export).filter_by(id=self.export_id, claim=self.claim)
        changed = db.session.execute(mine.values(**values).returning(Export.id)).all()
        if changed and file:
            content.fill(self.export_id, file)
        db.session.commit()
        if not changed:
            raise LeaseLost(self.export_id)


def take(export_id: str) -> Lease | None:
    """Take the lease of a queued export; None if another worker was faster, or the message is a
    duplicate."""
    lease = Lease(export_id, secrets.token_hex(16))
    waiting = update(Export).filter_by(id=export_id, state=State.queued)
    begun = {"state": State.running, "claim": lease.claim, "attempts": Export.attempts + 1}
    taken = db.session.execute(
        waiting.values(**begun, lease_until=lease_end()).returning(Export.id)
    ).all()
    db.session.commit()
    return lease if taken else None


def take_back() -> list[str]:
    """Fail exports over which three workers have died; queue the other expired ones again and
    return their ids."""
    silent = Export.lease_until < now()
    if not db.session.scalar(select(exists().where(silent))):
        db.session.rollback()
        return []
    hopeless = update(Export).where(
        silent, Export.state == State.running, Export.attempts >= MAX_ATTEMPTS
    )
    ended = hopeless.values(state=State.failed, claim=None, lease_until=None, finished_at=now())
    for export_id in db.session.scalars(ended.returning(Export.id)).all():
        logger.error("export %s failed: %s workers have died over it", export_id, MAX_ATTEMPTS)
    waiting = (
        update(Export).where(silent).values(state=State.queued, claim=None, lease_until=lease_end())
    )
    queued = db.session.scalars(waiting.returning(Export.id)).all()
    db.session.commit()
    return list(queued)


def delete_old() -> None:
    """Delete old exports with their files."""
    old = Export.finished_at < now() - current_app.config["EXPORT_KEEP"]
    # Checked first, because a delete takes SQLite's write lock
    if db.session.scalar(select(exists().where(old))):
        db.session.execute(delete(Export).where(old))
        db.session.commit()
    db.session.rollback()
