"""An address that fails on purpose, to show an error; it exists only when configured."""

from typing import NoReturn

from flask import Blueprint, Flask

bp = Blueprint("faults", __name__)


@bp.get("/fail/")
def fail() -> NoReturn:
    raise RuntimeError("raised on purpose")


def init_app(app: Flask) -> None:
    if app.config["FAULT_ROUTES"]:
        app.register_blueprint(bp)
