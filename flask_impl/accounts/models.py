"""Users, their roles, and their sessions."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import Enum, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from flask_impl.accounts.names import LONGEST_USERNAME, normalize_username, username_key
from flask_impl.core.extensions import Base
from flask_impl.core.fields import Moment, now
from flask_impl.core.roles import Role


class User(Base, UserMixin):
    __tablename__ = "users"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(LONGEST_USERNAME), unique=True)
    username_key: Mapped[str] = mapped_column(Text, unique=True, index=True)
    """The case-folded name, which is unique: ``Reader`` and ``reader`` cannot both exist."""
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=10))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    token = ""
    """The token of this request's session; the database stores only its hash, in ``SignIn``."""

    def __str__(self) -> str:
        return self.username

    @validates("username")
    def normalise(self, key: str, username: str) -> str:
        self.username_key = username_key(username)
        return normalize_username(username)

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


class SignIn(Base):
    """A session of a user; without its row, its cookie is invalid."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
