"""Start here, in Flask: a sign-in that refuses with 401, a custom 404, a model with its admin.

Served by `nox -s serve -- --minimal`. What it leaves out and Bookshelf has: migrations, a limit on
failed sign-ins, the same time for unknown user names, `WWW-Authenticate`, the end of the session
before, signing out, return to the requested page, security headers.

Without nox: install the group `flask` of pyproject.toml, set BOOKSHELF_SECRET_KEY,
BOOKSHELF_PASSWORD and BOOKSHELF_DATABASE (an absolute path), then `flask --app flask_start run` in
this folder.
"""

import os

from flask import Flask, redirect, render_template, url_for
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

BOOKS = """<!doctype html><title>Books</title><h1>Books</h1>
{% for book in books %}<p>{{ book.title }}</p>{% endfor %}
<p><a href="/admin/">Admin</a></p>"""
SIGN_IN = """<!doctype html><title>Sign in</title>
<form method="post">{{ form.hidden_tag() }}
{{ "Enter a correct username and password." if form.is_submitted() }}
{{ form.username.label }} {{ form.username }}
{{ form.password.label }} {{ form.password }}
<button>Sign in</button></form>"""
NOT_FOUND = """<!doctype html><title>Not found</title>
<h1>This page is not on our shelves</h1>
<p><a href="/">Books</a></p>"""
PAGES = {
    "books.html": BOOKS,
    "sign_in.html": SIGN_IN,
    "404.html": NOT_FOUND,
}

app = Flask(__name__)
app.jinja_loader = DictLoader(PAGES)
app.config["SECRET_KEY"] = os.environ["BOOKSHELF_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BOOKSHELF_DATABASE']}"
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
CSRFProtect(app)  # Flask-Admin's forms have no token either
login_manager = LoginManager(app)


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(app, model_class=Base)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(db.String(200))
    author: Mapped[str] = mapped_column(db.String(200))


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    is_staff: Mapped[bool]

    def check_password(self, raw):
        return check_password_hash(self.password_hash, raw)


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.get("/")
def books():
    return render_template("books.html", books=db.session.scalars(db.select(Book)))


class SignInForm(FlaskForm):
    username = StringField(validators=[InputRequired()])
    password = PasswordField(validators=[InputRequired()])


@app.route("/sign-in/", methods=["GET", "POST"])
def sign_in():
    form = SignInForm()
    if form.validate_on_submit():
        query = db.select(User)
        query = query.filter_by(username=form.username.data)
        user = db.session.scalar(query)
        if user and user.check_password(form.password.data):
            login_user(user)
            return redirect(url_for("books"))
    page = render_template("sign_in.html", form=form)
    return page, (401 if form.is_submitted() else 200)


@app.errorhandler(404)
def not_found(error):
    return render_template("404.html"), 404


class StaffOnly:
    def is_accessible(self):
        return getattr(current_user, "is_staff", False)

    def inaccessible_callback(self, name, **kwargs):
        return redirect(url_for("sign_in"))


class Index(StaffOnly, AdminIndexView):  # StaffOnly first
    pass


class Books(StaffOnly, ModelView):
    pass


admin = Admin(app, "Bookshelf", index_view=Index())
admin.add_view(Books(Book, db))

# By one process: two at once would collide. Applications have migrations instead.
with app.app_context():
    db.create_all()
    if not db.session.scalar(db.select(User)):
        hashed = generate_password_hash(os.environ["BOOKSHELF_PASSWORD"])
        db.session.add(User(username="demo", password_hash=hashed, is_staff=True))
        db.session.add(Book(title="Emma", author="Jane Austen"))
        db.session.commit()
