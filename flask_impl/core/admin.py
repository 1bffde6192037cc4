"""The admin site behind our own sign-in, and its permissions; Flask-Admin itself permits everything
to everybody."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, request
from flask_admin import Admin, AdminIndexView
from flask_admin.menu import MenuLink
from flask_admin.theme import Bootstrap4Theme
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from flask_impl.core import admin_csp
from flask_impl.core.extensions import login_manager
from flask_impl.core.policy import is_local
from flask_impl.core.roles import Role

LARGEST_ID = 2**31 - 1
NUMBERED = ("id", "rowid", "page")
OF_ONE = {"edit_view", "details_view", "history_view", "delete_view"}
"""Views of one record, which require an id."""


def may(least: Role) -> bool:
    return current_user.is_authenticated and current_user.role >= least


def ignore_foreign_targets() -> None:
    """Flask-Admin redirects to any ``url`` that it considers local, and fails on line breaks after
    it has stored."""
    if not is_local(request.values.get("url", "/")):
        request.args, request.form = (
            without_url(fields) for fields in (request.args, request.form)
        )
        del request.values  # computed from the two on access


def without_url(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict(
        [(name, value) for name, value in fields.items(multi=True) if name != "url"]
    )


def refuse_odd_numbers(view: str) -> None:
    """Flask-Admin passes numbers to the database unchecked, which fails on some; its index page has
    none."""
    if view == "index":
        return
    if view in OF_ONE and "id" not in (request.form if view == "delete_view" else request.args):
        abort(404)
    for name in NUMBERED:
        for given in request.values.getlist(name):
            if not re.fullmatch("[0-9]{1,10}", given) or int(given) > LARGEST_ID:
                abort(404)


class StaffOnly:
    """Mixin of all views of the admin. Refuses with 403, where Flask-Admin redirects with a
    message."""

    least = Role.viewer
    least_for: Mapping[str, Role] = {}
    """Views, by the name of their method, that require a higher role."""

    def is_accessible(self) -> bool:
        return may(self.least)

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return login_manager.unauthorized()
        if not may(self.least) or not may(self.least_for.get(name, self.least)):
            abort(403)
        ignore_foreign_targets()
        refuse_odd_numbers(name)
        return None


class Index(StaffOnly, AdminIndexView):
    """The index page with links to the lists."""


def init_app(app: Flask) -> None:
    admin_csp.init_app(app)
    theme = Bootstrap4Theme(base_template="admin/bookshelf.html", fluid=True)
    site = Admin(app, "Bookshelf", index_view=Index(), theme=theme)
    site.add_link(MenuLink("Catalogue", endpoint="books.home"))


def site_of(app: Flask) -> Admin:
    (site,) = app.extensions["admin"]
    return site
