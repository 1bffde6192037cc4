"""The same queries in Quart through SQLAlchemy's asyncio extension and the same models. Neither
Flask-SQLAlchemy nor the side's own class of connections can be used."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Quart
from sqlalchemy import Engine, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from flask_impl.books.models import Book
from flask_impl.books.search import COUNTED, PAGE_SIZE, Search, books_of
from flask_impl.core import config
from flask_impl.core.extensions import give_up_silent_servers

event.remove(Engine, "do_connect", give_up_silent_servers)  # it makes synchronous connections
settings = config.from_environment()
engine = create_async_engine(
    settings["SQLALCHEMY_DATABASE_URI"], **settings["SQLALCHEMY_ENGINE_OPTIONS"]
)
session = async_sessionmaker(engine)
app = Quart(__name__)
books, _ = books_of(Search("", "", None))
some = books.with_only_columns(Book.id).order_by(None).limit(COUNTED + 1).subquery()
count = select(func.count()).select_from(some)


async def titles(session: AsyncSession) -> list[str]:
    found = await session.scalars(books.limit(PAGE_SIZE))
    return [f"{book.title}, {book.author.name}" for book in found]


async def total(session: AsyncSession) -> int:
    return await session.scalar(count) or 0


@app.get("/after")
async def after() -> dict[str, Any]:
    async with session() as one:
        return {"titles": await titles(one), "total": await total(one)}


@app.get("/at-once")
async def at_once() -> dict[str, Any]:
    async with session() as one, session() as other:
        found = await asyncio.gather(titles(one), total(other))
    return dict(zip(("titles", "total"), found, strict=True))
