"""One active manager must remain, because only a manager can appoint another."""

from sqlalchemy import exists, select, true

from flask_impl.accounts.models import User
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role

LAST_MANAGER = (
    "This is the last manager who may sign in. Nothing was stored; make another manager first."
)

ACTIVE_MANAGER = (User.role == Role.manager, User.active)


def lock_managers() -> None:
    """Lock the managers until the transaction ends, so that two concurrent changes cannot remove
    the last two."""
    db.session.execute(
        select(User.id).where(*ACTIVE_MANAGER).order_by(User.id).with_for_update(key_share=True)
    )


def has_manager(besides: User | None = None) -> bool:
    """Whether there is an active manager. Called after the change, because on SQLite only a write
    takes the lock."""
    others = User.id != besides.id if besides else true()
    return bool(db.session.scalar(select(exists().where(*ACTIVE_MANAGER, others))))
