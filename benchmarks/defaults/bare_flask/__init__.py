"""A small library in Flask alone, as its tutorial builds an application: a factory, ``sqlite3``,
signed cookies.

Follows flask.palletsprojects.com: the tutorial ("Application Setup"), the quickstart,
"Configuration Handling".
"""

from flask import Flask

from benchmarks.defaults.bare_flask import auth, books, db


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    app.register_blueprint(auth.bp)
    app.register_blueprint(books.bp)
    return app
