"""Flask's steps: the project's own parts, in the project's order, up to the step in the
environment."""

from __future__ import annotations

import os
from collections.abc import Callable

from flask import Flask
from flask_login import AnonymousUserMixin

from benchmarks.steps.page import by_sql, page, row
from benchmarks.steps.steps import STEP, STEPS
from flask_impl.accounts import views as accounts
from flask_impl.books import search as catalogue
from flask_impl.books import views as books
from flask_impl.books.search import PAGE_SIZE, Search
from flask_impl.core import config
from flask_impl.core import policy as security
from flask_impl.core.extensions import csrf, db, login_manager


def by_models() -> str:
    everything, _ = catalogue.books_of(Search("", "", None))
    total = catalogue.count(everything)
    found = db.session.scalars(everything.offset(0).limit(PAGE_SIZE)).all()
    return page(total, map(row, found))


def by_search() -> str:
    """As the project's view, except for its template."""
    search = catalogue.search_of_request()
    matching, known = catalogue.books_of(search)
    total = catalogue.count(matching) if known is None else known
    number = books.page_of_request(total)
    start = (number - 1) * PAGE_SIZE
    found = db.session.scalars(matching.offset(start).limit(PAGE_SIZE)).all()
    return page(total, map(row, found), books.address(search, number + 1))


def anonymous(app: Flask) -> None:
    """The parts of the accounts that the templates need without sign-in."""
    app.register_blueprint(accounts.bp)
    app.context_processor(lambda: {"user": AnonymousUserMixin()})


def signed_in(app: Flask) -> None:
    login_manager.init_app(app, add_context_processor=False)


Part = Callable[[Flask], None]
# In the order of the project's factory, which is the order of the functions before a view.
PARTS: tuple[tuple[str, Part], ...] = (
    ("headers and checks", security.init_app),
    ("ORM", db.init_app),
    ("sessions and sign-in", signed_in),
    ("CSRF", csrf.init_app),
    ("framework", books.init_app),
    ("sessions and sign-in", accounts.init_app),
)
VIEWS = {"framework": by_sql, "ORM": by_models, "search and pages": by_search}


def create_app(step: str) -> Flask:
    """The project up to the step; without a key it has no sessions."""
    app = Flask("flask_impl")
    app.config.from_mapping(config.from_environment())
    reached = STEPS[: STEPS.index(step) + 1]
    if "sessions and sign-in" not in reached:
        app.config["SECRET_KEY"] = None
    for name, part in PARTS:
        if name in reached:
            part(app)
    if step == "templates":
        anonymous(app)
    if step in VIEWS:
        app.view_functions["books.home"] = VIEWS[step]
    return app


app = create_app(STEPS[int(os.environ[STEP]) - 1])
