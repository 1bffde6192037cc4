"""Django's tables of users, their groups and their sessions."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from experiments.migration.flask_on_django.models import Base
from flask_impl.core.fields import Moment


class Group(Base):
    __tablename__ = "auth_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


memberships = Table(
    "accounts_user_groups",
    Base.metadata,
    Column("user_id", ForeignKey("accounts_user.id")),
    Column("group_id", ForeignKey("auth_group.id")),
)


class User(Base):
    __tablename__ = "accounts_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    password: Mapped[str]
    """The password hash, which a session must match."""
    is_active: Mapped[bool]
    is_superuser: Mapped[bool]
    deactivations: Mapped[int]
    groups: Mapped[list[Group]] = relationship(secondary=memberships, lazy="selectin")

    is_authenticated, is_anonymous = True, False


class Session(Base):
    __tablename__ = "django_session"

    session_key: Mapped[str] = mapped_column(primary_key=True)
    session_data: Mapped[str]
    expire_date: Mapped[datetime] = mapped_column(Moment)
