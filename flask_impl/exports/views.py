"""The pages of an export; 404 for every user but its owner."""

import logging

from flask import Blueprint, Response, abort, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import func, select
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from flask_impl.accounts.models import User
from flask_impl.core.extensions import db
from flask_impl.core.outages import RETRY_AFTER, reason
from flask_impl.core.roles import Role, role_required
from flask_impl.exports import content
from flask_impl.exports.leases import lease_end
from flask_impl.exports.models import Export, State

MAX_UNFINISHED = 3
LOOK_AGAIN = 5  # seconds, enough for some thousand books

logger = logging.getLogger(__name__)
bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.before_request
def ensure_worker() -> None:
    # Imported here, because Huey imports every driver that it finds
    from flask_impl.exports import worker

    worker.ensure_worker()


def own_export(export_id: str) -> Export:
    return db.first_or_404(select(Export).filter_by(id=export_id, user_id=current_user.id))


def export_page(export: Export) -> str:
    return render_template("exports/export.html", export=export)


def new_export() -> Export:
    """Counted after the insert: until the commit SQLite blocks other writers, and PostgreSQL locks
    the user's row."""
    db.session.execute(select(User.id).filter_by(id=current_user.id).with_for_update())
    export = Export(user_id=current_user.id, lease_until=lease_end())
    db.session.add(export)
    db.session.flush()
    unfinished = select(func.count()).where(
        Export.user_id == current_user.id, Export.finished_at.is_(None)
    )
    if (db.session.scalar(unfinished) or 0) > MAX_UNFINISHED:
        db.session.rollback()
        raise TooManyRequests(retry_after=LOOK_AGAIN)
    db.session.commit()
    return export


@bp.post("/")
@role_required(Role.editor)
def create() -> ResponseReturnValue:
    from flask_impl.exports.queue import queue  # imported here for the same reason

    export = new_export()  # first, because a worker may be faster than the rest of this request
    try:
        queue().add(export.id)
    except Exception as error:
        logger.error("the queue of exports cannot be reached: %s", reason(error))
        db.session.delete(export)
        db.session.commit()
        raise ServiceUnavailable(retry_after=RETRY_AFTER) from None
    return export_page(export), 202, {"Location": url_for(".export", export_id=export.id)}


@bp.get("/<export_id>/")
@login_required
def export(export_id: str) -> str:
    return export_page(own_export(export_id))


@bp.get("/<export_id>/books.csv")
@login_required
def file(export_id: str) -> Response:
    export = own_export(export_id)
    if export.state != State.done:
        abort(404)
    headers = {
        "Content-Disposition": "attachment; filename=books.csv",
        # So that a truncated file is detected
        "Content-Length": str(content.size(export.id)),
    }
    return Response(
        stream_with_context(content.read(export.id)), mimetype="text/csv", headers=headers
    )
