"""The signed-in user, and the token that this session's writes must carry."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from flask_wtf.csrf import generate_csrf

from flask_impl.core.api import bp


@bp.get("/me/")
@login_required
def me() -> ResponseReturnValue:
    return jsonify(
        username=current_user.username, roles=[current_user.role.name], csrf_token=generate_csrf()
    )
