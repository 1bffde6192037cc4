"""The pages of an export; anybody but its owner is told that there is none."""

import logging

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import select

from flask_impl.exports.leases import lease_end
from flask_impl.exports.models import Export, State
from flask_impl.extensions import db
from flask_impl.sessions import role_required
from flask_impl.users import Role

log = logging.getLogger(__name__)
bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.before_request
def ensure_worker() -> None:
    from flask_impl.exports import worker  # here, for Huey imports a driver of each broker that it finds

    worker.ensure_worker()


def own_export(export_id: str) -> Export:
    return db.first_or_404(select(Export).filter_by(id=export_id, user_id=current_user.id))


def export_page(export: Export) -> str:
    return render_template("exports/export.html", export=export)


@bp.post("/")
@role_required(Role.editor)
def create() -> ResponseReturnValue:
    from flask_impl.exports.queue import queue  # here, for the same reason

    export = Export(user_id=current_user.id, lease_until=lease_end())
    db.session.add(export)
    db.session.commit()  # first, for a worker may be faster than the rest of this request
    try:
        queue().add(export.id)
    except Exception:
        log.exception("the queue of exports cannot be reached")
        db.session.delete(export)
        db.session.commit()
        abort(503)
    return export_page(export), 202, {"Location": url_for(".export", export_id=export.id)}


@bp.get("/<export_id>/")
@login_required
def export(export_id: str) -> str:
    return export_page(own_export(export_id))


@bp.get("/<export_id>/books.csv")
@login_required
def file(export_id: str) -> Response:
    export = own_export(export_id)
    if export.state != State.done or export.content is None:
        abort(404)
    headers = {"Content-Disposition": "attachment; filename=books.csv"}
    return Response(export.content, mimetype="text/csv", headers=headers)
