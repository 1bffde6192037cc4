"""Who uses the library, with which role, and where they are signed in."""

import enum
import unicodedata
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import Enum, ForeignKey, String, Text, exists, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from flask_impl.extensions import Base, db
from flask_impl.models import Moment, now

LONGEST_USERNAME = 150


def normal(username: str | None) -> str:
    """White space around a name and another width of its letters do not make another name."""
    return unicodedata.normalize("NFKC", (username or "").strip())


def key_of(username: str | None) -> str:
    """What no two users may have in common."""
    return normal(username).casefold()


class Role(enum.IntEnum):
    """What a user may do; each may what the one before may."""

    reader = 1
    viewer = 2
    editor = 3
    manager = 4


class User(Base, UserMixin):
    __tablename__ = "users"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(LONGEST_USERNAME), unique=True)
    username_key: Mapped[str] = mapped_column(Text, unique=True, index=True)
    """The name without regard to case: of ``Reader`` and ``reader`` there is one."""
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=10))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    token = ""
    """Of the session to which this request belongs; the database has its hash alone, in ``SignIn``."""

    def __str__(self) -> str:
        return self.username

    @validates("username")
    def normalise(self, key: str, username: str) -> str:
        self.username_key = key_of(username)
        return normal(username)

    def get_id(self) -> str:
        return self.token

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def is_editor(self) -> bool:
        return self.role >= Role.editor

    @property
    def is_staff(self) -> bool:
        return self.role >= Role.viewer


ACTIVE_MANAGER = (User.role == Role.manager, User.active)


def lock_managers() -> None:
    """Until the transaction ends, so that two changes at once cannot each leave the other's manager as the last."""
    db.session.execute(select(User.id).where(*ACTIVE_MANAGER).order_by(User.id).with_for_update(key_share=True))


def has_manager(besides: User | None = None) -> bool:
    """Whether there is an active manager; asked after the change, which makes SQLite lock what it cannot by rows."""
    others = User.id != besides.id if besides else true()
    return bool(db.session.scalar(select(exists().where(*ACTIVE_MANAGER, others))))


class SignIn(Base):
    """A session of a user; when its row is gone, its cookie is worth nothing."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
