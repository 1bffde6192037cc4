"""The users: Flask-Login's "Your User Class"."""

from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from benchmarks.defaults.flask_catalogue.models import Base


class User(Base, UserMixin):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
