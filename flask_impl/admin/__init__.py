"""The admin: Flask-Admin behind the library's own sign-in, roles and content security policy."""

from flask import Flask
from flask_admin import Admin, AdminIndexView
from flask_admin.menu import MenuLink
from flask_admin.theme import Bootstrap4Theme

from flask_impl.admin import csp
from flask_impl.admin.access import StaffOnly
from flask_impl.admin.authors import Authors
from flask_impl.admin.books import Books
from flask_impl.admin.users import Users
from flask_impl.extensions import db
from flask_impl.models import Author, Book
from flask_impl.users import User


class Index(StaffOnly, AdminIndexView):
    """The page from which the lists are reached."""


def init_app(app: Flask) -> None:
    csp.init_app(app)
    theme = Bootstrap4Theme(base_template="admin/bookshelf.html", fluid=True)
    admin = Admin(app, "Bookshelf", index_view=Index(), theme=theme)
    for view in (Books(Book, db, "Books"), Authors(Author, db, "Authors"), Users(User, db, "Users")):
        admin.add_view(view)
    admin.add_link(MenuLink("Catalogue", endpoint="books.home"))
