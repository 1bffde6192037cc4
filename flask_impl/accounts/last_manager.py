"""One manager must be left, or nobody could make another."""

from sqlalchemy import exists, select, true

from flask_impl.accounts.models import User
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role

LAST_MANAGER = (
    "This is the last manager who may sign in. Nothing was stored; make another manager first."
)

ACTIVE_MANAGER = (User.role == Role.manager, User.active)


def lock_managers() -> None:
    """Until the transaction ends, so that two changes at once cannot each leave the other's manager
    as the last."""
    db.session.execute(
        select(User.id).where(*ACTIVE_MANAGER).order_by(User.id).with_for_update(key_share=True)
    )


def has_manager(besides: User | None = None) -> bool:
    """Whether there is an active manager; asked after the change, which makes SQLite lock what it
    cannot by rows."""
    others = User.id != besides.id if besides else true()
    return bool(db.session.scalar(select(exists().where(*ACTIVE_MANAGER, others))))
