"""Responses that depend on routing alone, before anything else of the request is checked: 404, 405,
308, OPTIONS."""

import re
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote

from flask import Flask, abort, current_app, redirect, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter, RequestRedirect


def path_as_sent() -> str:
    """The raw path, where the server provides it; WSGI's own has lost the difference between ``/``
    and ``%2F``."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    return re.sub("^[a-z]+://[^/]*", "", re.split("[?#]", sent)[0], flags=re.IGNORECASE)


def refuse_odd_slashes() -> None:
    """Werkzeug treats several leading slashes as one, and an encoded slash as a plain one."""
    sent = path_as_sent().lower()
    if "//" in sent or "//" in request.environ["PATH_INFO"] or "%2f" in sent:
        abort(404)


def refuse_other_files() -> None:
    """Refuse files that do not exist under this name: Flask has one route per static folder, and
    also finds a name with a trailing ``.``."""
    name = (request.view_args or {}).get("filename", "")
    if not name:
        return
    owner = current_app.blueprints[request.blueprint] if request.blueprint else current_app
    if name != normpath(name) or not Path(owner.static_folder or "", name).is_file():
        abort(404)


def with_slash() -> str | None:
    """The address with a trailing slash, if some method has a route there."""
    routes: MapAdapter = request_ctx.url_adapter  # type: ignore[assignment]
    if request.path.endswith("/") or not routes.allowed_methods(f"{request.path}/"):
        return None
    path = quote(request.root_path + request.path, safe="!$&'()*+,/:;=@")
    query = request.query_string.decode()
    return f"{path}/?{query}" if query else f"{path}/"


def response_by_route() -> ResponseReturnValue | None:
    refuse_odd_slashes()
    error = request.routing_exception
    # Werkzeug's own redirect contains the host, and exists only where the method has a route.
    if isinstance(error, NotFound | RequestRedirect) and (address := with_slash()):
        return redirect(address, 308)
    if error is not None:
        raise error
    refuse_other_files()
    return current_app.make_default_options_response() if request.method == "OPTIONS" else None


def init_app(app: Flask) -> None:
    # Otherwise two in a row are redirected to one, even if that does not exist
    app.url_map.merge_slashes = False
    app.before_request(response_by_route)
